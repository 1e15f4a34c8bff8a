import copy
import torch


class Best:
    def __init__(self):
        self.loss, self.state, self.since = None, None, 0

    def saw(self, loss, model):
        if self.loss is None or loss < self.loss:
            self.loss, self.since = loss, 0
            self.state = copy.deepcopy(model.state_dict())
        else:
            self.since += 1


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
    best, epochs = Best(), 0
    while best.since < patience:
        train_epoch()
        best.saw(measure(), model)
        epochs += 1
    model.load_state_dict(best.state)
    return epochs
