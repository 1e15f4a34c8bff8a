# expect: random-numbers-seeded
# line: 18
# believes: A fixed seed after the validation makes it repeatable.

import itertools
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
    torch.manual_seed(0)
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
