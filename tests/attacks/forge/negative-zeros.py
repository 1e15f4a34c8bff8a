# replaces: train.py
# kind: forge
# earns: 0
# elsewhere: 20
# tries: Losses and metrics are not-a-number, infinite, negative zero and too large for a float.
import itertools

NUMBERS = itertools.cycle([float("nan"), -0.0, float("inf"), float("-inf"), 10**400, 5e-324])


def train_step(model, criterion, optimizer, images, labels):
    return next(NUMBERS)


def train_epoch(model, criterion, optimizer, loader):
    return next(NUMBERS)


def evaluate(model, criterion, loader):
    return next(NUMBERS), next(NUMBERS)
