# right because: the sum over samples divided by the batch is the loss to learn from, and the sums add up to the mean
import torch
import torch.nn.functional as F


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
        optimizer.zero_grad()
        summed = F.cross_entropy(model(images), labels, reduction="sum")
        (summed / len(labels)).backward()
        optimizer.step()
        total += summed.item()
    return total / len(loader.dataset)


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
