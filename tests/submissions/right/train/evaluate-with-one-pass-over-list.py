import torch

def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()

def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    state = [m.training for m in model.modules()]
    model.eval()
    correct = torch.tensor(0)
    loss = torch.tensor(0.0)
    for images, labels in loader:
        with torch.set_grad_enabled(False):
            scores = model(images)
            loss += criterion(scores, labels) * labels.numel()
            correct += torch.eq(torch.softmax(scores, 1).argmax(1), labels).sum()
    for m, mode in zip(model.modules(), state):
        m.training = mode
    n = len(loader.dataset)
    return (loss / n).item(), (correct / n).item()
