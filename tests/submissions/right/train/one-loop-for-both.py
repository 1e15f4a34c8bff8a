# right because: one loop serves both functions, with a graph and updates only when it has an optimizer
import torch


def run(model, criterion, loader, optimizer=None):
    learning = optimizer is not None
    mode = model.training
    model.train(learning)
    total, correct, seen = 0.0, 0, 0
    with torch.set_grad_enabled(learning):
        for images, labels in loader:
            logits = model(images)
            loss = criterion(logits, labels)
            if learning:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            total += loss.item() * len(labels)
            correct += (logits.argmax(1) == labels).sum().item()
            seen += len(labels)
    model.train(mode)
    return total / seen, correct / seen


def train_step(model, criterion, optimizer, images, labels):
    loss, _ = run(model, criterion, [(images, labels)], optimizer)
    return loss


def train_epoch(model, criterion, optimizer, loader):
    return run(model, criterion, loader, optimizer)[0]


def evaluate(model, criterion, loader):
    return run(model, criterion, loader)
