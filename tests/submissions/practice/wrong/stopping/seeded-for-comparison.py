# expect: random-numbers-seeded
# line: 11
# believes: With a fixed seed every validation is the same, and so reproducible.

import copy

import torch


def validate(model, loss_fn, loader):
    torch.manual_seed(42)
    mode = model.training
    model.eval()
    total, n = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            total += loss_fn(model(images), labels).item() * images.size(0)
            n += images.size(0)
    model.train(mode)
    return total / n


def fit(model, train_epoch, measure, patience):
    best, kept, waited, epochs = float("inf"), None, 0, 0
    while waited < patience:
        train_epoch()
        epochs += 1
        loss = measure()
        waited += 1
        if loss < best:
            best, waited, kept = loss, 0, copy.deepcopy(model.state_dict())
    model.load_state_dict(kept)
    return epochs
