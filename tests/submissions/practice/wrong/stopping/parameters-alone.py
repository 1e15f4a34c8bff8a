# expect: statistics-left-behind
# line: 30 | 35
# believes: A model is its parameters.

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
    best, waited, epochs = float("inf"), 0, 0
    while waited < patience:
        train_epoch()
        epochs += 1
        loss = measure()
        if loss < best:
            best, waited = loss, 0
            kept = [p.detach().clone() for p in model.parameters()]
        else:
            waited += 1
    with torch.no_grad():
        for p, k in zip(model.parameters(), kept):
            p.copy_(k)
    return epochs
