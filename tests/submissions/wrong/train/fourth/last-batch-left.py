# expect: skipped-batches
# line: 21
# believes: range(1, len(loader)) counts as many batches as the loader has.
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
    batches = iter(loader)
    total, count = 0.0, 0
    for step in range(1, len(loader)):
        images, labels = next(batches)
        loss = train_step(model, criterion, optimizer, images, labels)
        total += loss * len(labels)
        count += len(labels)
        if step % 100 == 0:
            print(f"batch {step}/{len(loader)}: {loss:.4f}")
    return total / count


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
