# expect: loss-not-float
# line: 12 | 20
# source: https://github.com/BatsResearch/labelmodels/issues/4
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running_loss = 0.0
    for images, labels in loader:
        running_loss += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return running_loss / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    with torch.no_grad():
        pairs = [(model(x), y) for x, y in loader]
    model.train(mode)
    z, y = torch.cat([a for a, _ in pairs]), torch.cat([b for _, b in pairs])
    return criterion(z, y).item(), (z.argmax(1) == y).float().mean().item()
