# expect: mode-not-put-back
# line: 11
# believes: Whoever trains next will call train().

import copy
import torch


def validate(model, loss_fn, loader):
    state = torch.get_rng_state()
    model.eval()
    total, n = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            total += loss_fn(model(x), y).item() * len(y)
            n += len(y)
    torch.set_rng_state(state)
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
