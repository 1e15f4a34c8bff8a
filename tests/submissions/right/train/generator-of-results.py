import torch


def train_step(model, criterion, optimizer, images, labels):
    loss = criterion(model(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        return loss.item()


def learned(model, criterion, optimizer, loader):
    for images, labels in loader:
        yield train_step(model, criterion, optimizer, images, labels), len(images)


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    weighted, seen = 0.0, 0
    for loss, n in learned(model, criterion, optimizer, loader):
        weighted += n * loss
        seen += n
    model.eval()
    return weighted / seen


@torch.no_grad()
def predictions(model, loader):
    for images, labels in loader:
        yield model(images), labels


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    n = len(loader.dataset)
    loss = accuracy = 0.0
    for logits, labels in predictions(model, loader):
        loss += criterion(logits, labels).item() * len(labels) / n
        accuracy += (logits.softmax(1).argmax(1) == labels).sum().item() / n
    model.train(mode)
    return loss, accuracy
