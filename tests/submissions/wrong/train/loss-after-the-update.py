# expect: wrong-loss-value | repeated-forward | wrong-mean-loss
# line: 12 | 13
# source: https://github.com/passalis/dain/issues/1
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    criterion(model(images), labels).backward()
    optimizer.step()
    with torch.no_grad():
        new_loss = criterion(model(images), labels)
    return new_loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    total, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(1) == labels).sum().item()
    model.train(mode)
    return total / len(loader.dataset), hits / len(loader.dataset)
