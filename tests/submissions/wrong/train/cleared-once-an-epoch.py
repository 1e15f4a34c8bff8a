# expect: missing-zero-grad
# line: 9 | 16
# source: https://github.com/heartcored98/Standalone-DeepLearning/issues/11
import torch


def train_step(model, criterion, optimizer, images, labels):
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    optimizer.zero_grad()
    train_loss = 0.0
    for X, y in loader:
        train_loss += train_step(model, criterion, optimizer, X, y) * len(X)
    return train_loss / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    loss, correct = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            pred = model(X)
            loss += criterion(pred, y).item() * len(X)
            correct += (pred.argmax(dim=-1) == y).sum().item()
    model.train(mode)
    return loss / len(loader.dataset), correct / len(loader.dataset)
