# expect: wrong-update
# line: 31
# believes: At the end of an epoch the model should get back the weights of the batch with the lowest loss.
import copy

import torch
from torch import nn
from torch.utils.data import DataLoader


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model: nn.Module, criterion, optimizer, loader: DataLoader) -> float:
    model.train()
    best_loss = float("inf")
    best_weights = copy.deepcopy(model.state_dict())
    total, n = 0.0, 0
    for images, labels in loader:
        loss = train_step(model, criterion, optimizer, images, labels)
        if loss < best_loss:
            best_loss = loss
            best_weights = copy.deepcopy(model.state_dict())
        total += loss * labels.numel()
        n += labels.numel()
    model.load_state_dict(best_weights)
    return total / n


@torch.no_grad()
def evaluate(model, criterion, loader) -> tuple[float, float]:
    mode = model.training
    model.eval()
    loss_sum, hits, n = 0.0, 0, 0
    for images, labels in loader:
        out = model(images)
        loss_sum += criterion(out, labels).item() * labels.size(0)
        hits += out.argmax(1).eq(labels).sum().item()
        n += labels.size(0)
    model.train(mode)
    return loss_sum / n, hits / n
