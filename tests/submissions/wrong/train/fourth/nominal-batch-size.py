# expect: wrong-mean-loss
# line: 21
# believes: Every batch holds loader.batch_size images, the last one too.
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
    """One pass over the data; undo the mean of each batch, then divide by all images."""
    model.train()
    loss_sum = sum(
        train_step(model, criterion, optimizer, images, labels) * loader.batch_size
        for images, labels in loader
    )
    return loss_sum / len(loader.dataset)


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
