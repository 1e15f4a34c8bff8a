# expect: measured-in-training-mode | eval-mode-missing
# line: 15
# believes: no_grad is the evaluation mode.
# source: https://androidkt.com/pytorch-what-is-a-model-train/

import itertools
import torch


def validate(model, loss_fn, loader):
    state = torch.get_rng_state()
    total, n = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            loss = loss_fn(model(x), y)
            total += loss.item() * len(y)
            n += len(y)
    torch.set_rng_state(state)
    return total / n


def fit(model, train_epoch, measure, patience):
    best_loss, best_epoch = float("inf"), 0
    for epoch in itertools.count(1):
        train_epoch()
        loss = measure()
        if loss < best_loss:
            best_loss, best_epoch = loss, epoch
            weights = {k: v.clone() for k, v in model.state_dict().items()}
        if epoch - best_epoch >= patience:
            break
    model.load_state_dict(weights)
    return epoch
