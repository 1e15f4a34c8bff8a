# expect: wrong-loss-value
# line: 20 | 21
# believes: The loss of a batch is to be reported with the weights that the update has just made.
import torch
from torch import nn
from torch.utils.data import DataLoader


def batch_loss(model, criterion, images, labels):
    return criterion(model(images), labels)


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad()
    batch_loss(model, criterion, images, labels).backward()
    optimizer.step()

    # no graph needed just for reporting
    with torch.no_grad():
        loss = batch_loss(model, criterion, images, labels)
    return loss.item()


def train_epoch(model: nn.Module, criterion, optimizer, loader: DataLoader) -> float:
    model.train()
    running = 0.0
    seen = 0
    for x, y in loader:
        running += train_step(model, criterion, optimizer, x, y) * y.shape[0]
        seen += y.shape[0]
    return running / seen


def evaluate(model: nn.Module, criterion, loader: DataLoader):
    was_training = model.training
    model.eval()
    running, right, seen = 0.0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            logits = model(x)
            running += criterion(logits, y).item() * y.shape[0]
            right += (logits.argmax(dim=1) == y).sum().item()
            seen += y.shape[0]
    model.train(was_training)
    return running / seen, right / seen
