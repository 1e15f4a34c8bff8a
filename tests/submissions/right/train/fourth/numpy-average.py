# right: numpy takes the weighted averages, turned back into Python floats
import numpy as np
import torch


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader) -> float:
    model.train()
    losses, sizes = zip(
        *((train_step(model, criterion, optimizer, x, y), x.shape[0]) for x, y in loader)
    )
    return float(np.average(losses, weights=sizes))


def evaluate(model, criterion, loader) -> tuple[float, float]:
    mode = model.training
    losses, sizes, hits = [], [], []
    with torch.no_grad():
        model.eval()
        for x, y in loader:
            z = model(x)
            losses.append(criterion(z, y).item())
            sizes.append(y.shape[0])
            hits.append(np.sum(z.numpy().argmax(axis=1) == y.numpy()))
    model.train(mode)
    return float(np.average(losses, weights=sizes)), float(np.sum(hits) / np.sum(sizes))
