# right because: the running mean weighs every batch by its size
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    mean, seen = 0.0, 0
    for number, (images, labels) in enumerate(loader, start=1):
        loss = train_step(model, criterion, optimizer, images, labels)
        seen += len(images)
        mean += (loss - mean) * len(images) / seen
        if number == 1:
            print(f"first batch: {loss:.3f}")
    return mean


@torch.no_grad()
def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    loss, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss / len(loader.dataset), correct / len(loader.dataset)
