# expect: one-epoch-too-many
# line: 34
# believes: Patience of 2 means that the third bad epoch ends it.

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
    best, bad, epochs = float("inf"), 0, 0
    while True:
        train_epoch()
        epochs += 1
        loss = measure()
        if loss < best:
            best, bad = loss, 0
            kept = copy.deepcopy(model.state_dict())
        else:
            bad += 1
            if bad > patience:
                break
    model.load_state_dict(kept)
    return epochs
