import copy
import logging

import torch
import torch.nn.functional as F

logger = logging.getLogger("train")


def train_step(model, criterion, optimizer, images, labels):
    model.zero_grad()
    optimizer.zero_grad()
    output = model(images)
    loss = F.cross_entropy(output, labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    if len(loader) == 0:
        return 0.0
    model.train()
    total, count = 0.0, 0
    for batch in loader:
        match batch:
            case [images, labels]:
                loss = train_step(model, criterion, optimizer, images, labels)
                total += loss * images.shape[0]
                count += images.shape[0]
            case _:
                raise TypeError(f"not a batch: {batch!r}")
        logger.debug("loss %s", loss)
    return total / count


def evaluate(model, criterion, loader):
    """On a copy: the model of the caller is not touched at all."""
    twin = copy.deepcopy(model).eval().requires_grad_(False)
    total, count, correct = 0.0, 0, 0
    for images, labels, *_ in loader:
        output = twin(images)
        total += F.cross_entropy(output, labels, reduction="sum").item()
        correct += torch.count_nonzero(output.argmax(1) == labels).item()
        count += labels.numel()
    return total / count, correct / count
