# expect: random-numbers-moved-on
# line: 15
# believes: A loader that does not shuffle draws nothing.
# source: https://github.com/pytorch/pytorch/issues/80119

import copy
import torch


def validate(model, loss_fn, loader):
    mode = model.training
    model.eval()
    total, n = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            total += loss_fn(model(x), y).item() * len(y)
            n += len(y)
    model.train(mode)
    return total / n


def fit(model, train_epoch, measure, patience):
    best = float("inf")
    best_state = None
    bad = 0
    epoch = 0
    while bad < patience:
        train_epoch()
        epoch += 1
        loss = measure()
        if loss < best:
            best = loss
            best_state = copy.deepcopy(model.state_dict())
            bad = 0
        else:
            bad += 1
    model.load_state_dict(best_state)
    return epoch
