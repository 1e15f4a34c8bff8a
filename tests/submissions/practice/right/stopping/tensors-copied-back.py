import copy

import torch


def validate(model, loss_fn, loader):
    before = torch.get_rng_state().clone()
    judge = copy.deepcopy(model).eval().requires_grad_(False)
    weighted = samples = 0
    for x, y in iter(loader):
        weighted, samples = weighted + loss_fn(judge(x), y).item() * x.shape[0], samples + x.shape[0]
    torch.set_rng_state(before)
    return weighted / samples


def fit(model, train_epoch, measure, patience):
    def go(epochs, best, twin, left):
        if left == 0:
            return epochs, twin
        train_epoch()
        loss = measure()
        if loss < best:
            return go(epochs + 1, loss, copy.deepcopy(model), patience)
        return go(epochs + 1, best, twin, left - 1)

    epochs, twin = go(0, float("inf"), None, patience)
    with torch.no_grad():
        for mine, theirs in zip(model.parameters(), twin.parameters()):
            mine.copy_(theirs)
        for mine, theirs in zip(model.buffers(), twin.buffers()):
            mine.copy_(theirs)
    return epochs
