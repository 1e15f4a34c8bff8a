import functools
import logging
import time

import torch

logger = logging.getLogger(__name__)


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        started = time.perf_counter()
        result = function(*args, **kwargs)
        logger.info("%s took %.3f s", function.__name__, time.perf_counter() - started)
        return result

    return wrapper


@timed
def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


@timed
def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running = 0.0
    for i, (images, labels) in enumerate(loader):
        loss = train_step(model, criterion, optimizer, images, labels)
        running += loss * images.size(0)
        if i % 100 == 0:
            print(f"batch {i}/{len(loader)}: loss {loss:.4f}", flush=True)
    return running / len(loader.dataset)


def evaluate(model, criterion, loader):
    was = model.training
    model.eval()
    total, right = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            right += (logits.argmax(1) == labels).sum().item()
    model.train(was)
    return total / len(loader.dataset), right / len(loader.dataset)
