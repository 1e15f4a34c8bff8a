import itertools
import torch


@torch.inference_mode()
def validate(model, loss_fn, loader):
    training = model.training
    with torch.random.fork_rng(devices=[]):
        model.train(False)
        sums = [0.0, 0]
        for x, y in loader:
            sums[0] += float(loss_fn(model(x), y)) * x.shape[0]
            sums[1] += x.shape[0]
    model.train(training)
    return sums[0] / sums[1]


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
