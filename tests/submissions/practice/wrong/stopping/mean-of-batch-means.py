# expect: mean-of-means
# line: 20
# believes: The mean of the batches' means is the mean.
# source: https://theneuralbase.com/pytorch/learn/advanced/callbacks-checkpointing-early-stopping/

import copy
import torch


def validate(model, loss_fn, loader):
    was_training = model.training
    state = torch.get_rng_state()
    model.eval()
    total = 0.0
    with torch.no_grad():
        for inputs, labels in loader:
            total += loss_fn(model(inputs), labels).item()
    model.train(was_training)
    torch.set_rng_state(state)
    return total / len(loader)


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
