# expect: best-epoch-told
# line: 33
# believes: What one wants to know is which epoch was best.

import copy
import torch


def validate(model, loss_fn, loader):
    mode = model.training
    random_state = torch.get_rng_state()
    model.eval()
    total, count = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            total += loss_fn(model(x), y).item() * len(y)
            count += len(y)
    model.train(mode)
    torch.set_rng_state(random_state)
    return total / count


def fit(model, train_epoch, measure, patience):
    best, best_epoch, epoch = float("inf"), 0, 0
    while epoch - best_epoch < patience:
        train_epoch()
        epoch += 1
        loss = measure()
        if loss < best:
            best, best_epoch = loss, epoch
            kept = copy.deepcopy(model.state_dict())
    model.load_state_dict(kept)
    return best_epoch
