# right because: setting training mode again for each batch changes nothing
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    total, seen = 0.0, 0
    for images, labels in loader:
        model.train()
        with torch.set_grad_enabled(True):
            loss = train_step(model, criterion, optimizer, images, labels)
        total, seen = total + loss * len(labels), seen + len(labels)
    return total / seen


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
