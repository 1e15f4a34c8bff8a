import torch


def train_step(model, criterion, optimizer, images, labels):
    def closure():
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        return loss

    return optimizer.step(closure).item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    mean, seen = 0.0, 0
    for images, labels in loader:
        loss = train_step(model, criterion, optimizer, images, labels)
        seen += len(images)
        mean += (loss - mean) * len(images) / seen
    return mean


@torch.no_grad()
def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    all_logits, all_labels = zip(*((model(x), y) for x, y in loader))
    model.train(mode)
    logits, labels = torch.cat(all_logits), torch.cat(all_labels)
    return criterion(logits, labels).item(), logits.argmax(1).eq(labels).float().mean().item()
