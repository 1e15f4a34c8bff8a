import torch


def train_step(model, criterion, optimizer, images, labels):
    loss = criterion(model(images), labels)
    held = [(p, g["lr"]) for g in optimizer.param_groups for p in g["params"]]
    slopes = torch.autograd.grad(loss, [p for p, _ in held])
    with torch.no_grad():
        for (p, rate), slope in zip(held, slopes):
            p -= rate * slope
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = torch.zeros((), dtype=torch.float64)
    for images, labels in loader:
        loss = train_step(model, criterion, optimizer, images, labels)
        total += loss * labels.shape[0]
    return (total / len(loader.dataset)).item()


def evaluate(model, criterion, loader):
    mode, model.training = model.training, False
    model.eval()
    loss, right, n = 0.0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            scores = model(x)
            # Right where the digit comes first of all ten in falling order.
            right += int((scores.sort(dim=1, descending=True).indices[:, 0] == y).sum())
            loss += float(criterion(scores, y)) * len(y)
            n += len(y)
    model.train(mode)
    return loss / n, right / n
