import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    (loss := criterion(model(images), labels)).backward()
    optimizer.step()
    return loss.item()


def _learned(model, criterion, optimizer, loader):
    for images, labels in loader:
        n = images.shape[0]
        yield n, n * train_step(model, criterion, optimizer, images, labels)


def _measured(model, criterion, loader):
    for images, labels in loader:
        logits = model(images)
        best = logits.topk(1).indices
        yield len(labels), criterion(logits, labels).item(), best.eq(labels.view(-1, 1)).sum().item()


def train_epoch(model, criterion, optimizer, loader):
    model.train(True)
    sizes, sums = zip(*_learned(model, criterion, optimizer, loader))
    return sum(sums) / sum(sizes)


def evaluate(model, criterion, loader):
    before = model.training
    with torch.set_grad_enabled(False):
        rows = list(_measured(model.eval(), criterion, loader))
    model.train(before)
    n = sum(size for size, _, _ in rows)
    return sum(size * loss for size, loss, _ in rows) / n, sum(hit for *_, hit in rows) / n
