# expect: wrong-accuracy
# line: 38
# believes: An image is read correctly when the right digit got a probability above one half.
import torch
from torch import nn
from torch.utils.data import DataLoader


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader) -> float:
    model.train()
    loss_sum, n = 0.0, 0
    for images, labels in loader:
        loss_sum += train_step(model, criterion, optimizer, images, labels) * images.size(0)
        n += images.size(0)
    return loss_sum / n


def evaluate(
    model: nn.Module, criterion: nn.CrossEntropyLoss, loader: DataLoader
) -> tuple[float, float]:
    was_training = model.training
    model.eval()
    loss_sum, n_right, n_all = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += criterion(logits, labels).item() * len(labels)
            probs = torch.softmax(logits, dim=1)
            p_label = probs.gather(1, labels.unsqueeze(1)).squeeze(1)
            n_right += int((p_label > 0.5).sum())
            n_all += len(labels)
    model.train(was_training)
    return loss_sum / n_all, n_right / n_all
