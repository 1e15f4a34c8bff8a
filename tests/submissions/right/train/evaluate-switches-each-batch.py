# right because: eval mode and no_grad hold while the model runs, and only then
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


def predict(model, images):
    before = model.training
    try:
        model.eval()
        with torch.no_grad():
            return model(images)
    finally:
        model.train(before)


def evaluate(model, criterion, loader):
    total, correct, seen = 0.0, 0, 0
    for images, labels in loader:
        logits = predict(model, images)
        total += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(1) == labels).sum().item()
        seen += len(labels)
    return total / seen, correct / seen
