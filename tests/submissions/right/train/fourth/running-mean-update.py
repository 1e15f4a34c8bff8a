# right: the mean per image is kept up to date by increments, and clearing comes first with set_to_none=False
import torch
from torch import nn, autograd
from torch.utils.data import DataLoader


class RunningMean:
    def __init__(self) -> None:
        self.value, self.n = 0.0, 0

    def __iadd__(self, item: tuple[float, int]) -> "RunningMean":
        mean, n = item
        self.n += n
        self.value += (mean - self.value) * n / self.n
        return self


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad(set_to_none=False)
    loss = criterion(model(images), labels)
    autograd.backward(loss)
    optimizer.step()
    return loss.detach().cpu().numpy().item()


def train_epoch(model: nn.Module, criterion, optimizer, loader: DataLoader) -> float:
    mean = RunningMean()
    model.train()
    for i, (images, labels) in enumerate(loader):
        mean += train_step(model, criterion, optimizer, images, labels), len(labels)
    return mean.value


def evaluate(model: nn.Module, criterion, loader: DataLoader) -> tuple[float, float]:
    loss, accuracy = RunningMean(), RunningMean()
    back = model.train if model.training else model.eval
    model.eval()
    for images, labels in loader:
        with torch.no_grad():
            logits = model(images)
            loss += criterion(logits, labels).item(), len(labels)
            accuracy += (logits.argmax(1) == labels).double().mean().item(), len(labels)
    back()
    return loss.value, accuracy.value
