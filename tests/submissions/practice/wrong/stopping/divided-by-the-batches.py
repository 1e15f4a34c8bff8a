# expect: mean-of-means | mean-of-batch-means
# line: 18
# believes: The mean of the batches' means is the mean.
# source: https://theneuralbase.com/pytorch/learn/advanced/callbacks-checkpointing-early-stopping/

import copy

import torch


def validate(model, loss_fn, loader):
    was, state = model.training, torch.random.get_rng_state()
    model.eval()
    with torch.inference_mode():
        losses = [loss_fn(model(x), y).item() for x, y in loader]
    model.train(was)
    torch.random.set_rng_state(state)
    return sum(losses) / len(losses)


def fit(model, train_epoch, measure, patience):
    best, state, since, n = None, None, 0, 0
    while since < patience:
        n += 1
        train_epoch()
        loss = measure()
        since += 1
        if best is None or loss < best:
            best, since, state = loss, 0, copy.deepcopy(model.state_dict())
    model.load_state_dict(state)
    return n
