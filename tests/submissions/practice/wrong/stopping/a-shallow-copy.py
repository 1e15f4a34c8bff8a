# expect: best-not-copied
# line: 29
# believes: dict(...) makes a copy, so what I keep stays as it is.

import torch


def validate(model, loss_fn, loader):
    training, rng = model.training, torch.get_rng_state()
    model.eval()
    loss_sum, n = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            loss_sum += loss_fn(model(x), y).item() * y.size(0)
            n += y.size(0)
    model.train(training)
    torch.set_rng_state(rng)
    return loss_sum / n


def fit(model, train_epoch, measure, patience):
    best_loss, best_state, bad, epochs = float("inf"), {}, 0, 0
    while bad < patience:
        train_epoch()
        epochs += 1
        val = measure()
        if val < best_loss:
            best_loss, bad = val, 0
            best_state = dict(model.state_dict())
        else:
            bad += 1
    model.load_state_dict(best_state)
    return epochs
