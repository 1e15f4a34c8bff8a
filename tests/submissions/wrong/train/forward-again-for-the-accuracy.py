# expect: repeated-forward
# line: 20
# believes: To look at the accuracy after each step is a mere look.
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, correct, seen = 0.0, 0, 0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
        correct += (model(images).argmax(dim=1) == labels).sum().item()
        seen += len(labels)
    print(f"accuracy {correct / seen:.1%}")
    return total / seen


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, right, seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            seen += len(labels)
    model.train(was_training)
    return total / seen, right / seen
