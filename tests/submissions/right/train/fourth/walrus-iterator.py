# right: iter and next with a walrus in place of for; float64 tensors as accumulators
import torch
from torch import nn
from torch.utils.data import DataLoader


def train_step(model, criterion, optimizer, images, labels) -> float:
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad = None
    loss = criterion(model(images), labels)
    value = loss.item()
    loss.backward()
    optimizer.step()
    return value


def train_epoch(model: nn.Module, criterion, optimizer, loader: DataLoader) -> float:
    model.train()
    batches = iter(loader)
    sums = torch.zeros(2, dtype=torch.float64)
    while (batch := next(batches, None)) is not None:
        loss = train_step(model, criterion, optimizer, *batch)
        n = len(batch[1])
        sums += torch.tensor([loss * n, n], dtype=torch.float64)
        print(f"loss {loss:.4f}")
    return (sums[0] / sums[1]).item()


def evaluate(model: nn.Module, criterion, loader: DataLoader) -> tuple[float, float]:
    training, grad = model.training, torch.is_grad_enabled()
    model.eval()
    torch.set_grad_enabled(False)
    try:
        sums = torch.zeros(3, dtype=torch.float64)
        batches = iter(loader)
        while (batch := next(batches, None)) is not None:
            images, labels = batch
            logits = model(images)
            n = len(labels)
            hits = (logits.argmax(1) == labels).sum().item()
            loss = criterion(logits, labels).item()
            sums += torch.tensor([loss * n, hits, n], dtype=torch.float64)
    finally:
        torch.set_grad_enabled(grad)
        model.train(training)
    loss_sum, hits, n = sums.tolist()
    return loss_sum / n, hits / n
