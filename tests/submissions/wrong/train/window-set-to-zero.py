# expect: wrong-mean-loss
# line: 22 | 23
# source: https://github.com/weka511/hpa-scc/issues/14
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running_loss = 0.0
    for i, (images, labels) in enumerate(loader):
        running_loss += train_step(model, criterion, optimizer, images, labels) * len(labels)
        if i % 4 == 3:
            print(f"[{i + 1}] loss: {running_loss:.3f}")
            running_loss = 0.0
    return running_loss / len(loader.dataset)


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
