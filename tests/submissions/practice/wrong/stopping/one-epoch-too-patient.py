# expect: one-epoch-too-many
# line: 38
# believes: Patience is used up when there are more bad epochs than it allows.

import copy

import torch


def validate(model, loss_fn, loader):
    state, mode = torch.get_rng_state(), model.training
    model.train(False)
    values, weights = [], []
    with torch.no_grad():
        for x, y in loader:
            values.append(loss_fn(model(x), y).item())
            weights.append(len(y))
    model.train(mode)
    torch.set_rng_state(state)
    return sum(v * w for v, w in zip(values, weights)) / sum(weights)


class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.counter = 0
        self.best = None
        self.state = None
        self.stop = False

    def __call__(self, loss, model):
        if self.best is None or loss < self.best:
            self.best = loss
            self.state = copy.deepcopy(model.state_dict())
            self.counter = 0
        else:
            self.counter += 1
            if self.counter > self.patience:
                self.stop = True


def fit(model, train_epoch, measure, patience):
    stopper = EarlyStopping(patience)
    epochs = 0
    while not stopper.stop:
        train_epoch()
        stopper(measure(), model)
        epochs += 1
    model.load_state_dict(stopper.state)
    return epochs
