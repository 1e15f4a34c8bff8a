# expect: best-not-copied
# line: 25 | 32
# believes: state_dict() is a copy of the weights.
# source: https://www.codegenes.net/blog/how-to-make-model-keep-the-best-weights-pytorch

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
    best_state = model.state_dict()
    while waited < patience:
        train_epoch()
        epochs += 1
        loss = measure()
        if loss < best:
            best, waited = loss, 0
            best_state = model.state_dict()
        else:
            waited += 1
    model.load_state_dict(best_state)
    return epochs
