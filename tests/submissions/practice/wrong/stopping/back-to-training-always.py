# expect: always-back-to-training
# line: 18
# believes: After a validation comes training, so the model is put into training mode.

import copy

import torch


@torch.no_grad()
def validate(model, loss_fn, loader):
    rng = torch.get_rng_state()
    model.eval()
    total = count = 0
    for x, y in loader:
        total += loss_fn(model(x), y).item() * len(x)
        count += len(x)
    model.train()
    torch.set_rng_state(rng)
    return total / count


def fit(model, train_epoch, measure, patience):
    best, epochs, stale = float("inf"), 0, 0
    kept = None
    while stale != patience:
        train_epoch()
        loss = measure()
        epochs += 1
        if loss < best:
            best, stale, kept = loss, 0, copy.deepcopy(model.state_dict())
        else:
            stale += 1
    model.load_state_dict(kept)
    return epochs
