# expect: tie-counts-as-better
# line: 27
# believes: As good as the best is good enough to go on.

import copy
import torch


@torch.no_grad()
def validate(model, loss_fn, loader):
    was_training, rng = model.training, torch.get_rng_state()
    try:
        model.eval()
        losses = [(len(y), loss_fn(model(x), y).item()) for x, y in loader]
    finally:
        model.train(was_training)
        torch.set_rng_state(rng)
    return sum(n * loss for n, loss in losses) / sum(n for n, _ in losses)


def fit(model, train_epoch, measure, patience):
    best, waited, epochs = float("inf"), 0, 0
    while waited < patience:
        train_epoch()
        epochs += 1
        loss = measure()
        if loss <= best:
            best, waited = loss, 0
            kept = copy.deepcopy(model.state_dict())
        else:
            waited += 1
    model.load_state_dict(kept)
    return epochs
