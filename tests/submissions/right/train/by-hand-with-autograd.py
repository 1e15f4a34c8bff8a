import torch


def train_step(model, criterion, optimizer, images, labels):
    groups = optimizer.param_groups
    params = [p for g in groups for p in g["params"]]
    loss = criterion(model(images), labels)
    grads = torch.autograd.grad(loss, params, allow_unused=True)
    found = dict(zip(map(id, params), grads))
    with torch.no_grad():
        for g in groups:
            for p in g["params"]:
                if found[id(p)] is not None:
                    p -= g["lr"] * found[id(p)]
    return float(loss)


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    mean, seen = 0.0, 0
    for images, labels in loader:
        loss = train_step(model, criterion, optimizer, images, labels)
        seen += len(labels)
        mean += (loss - mean) * len(labels) / seen
    return mean


def evaluate(model, criterion, loader):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    try:
        with torch.no_grad():
            mean, share, seen = 0.0, 0.0, 0
            for x, y in loader:
                scores = model(x)
                seen += len(y)
                mean += (criterion(scores, y).item() - mean) * len(y) / seen
                right = scores.topk(1).indices.view_as(y).eq(y).double().mean().item()
                share += (right - share) * len(y) / seen
    finally:
        for module, mode in modes.items():
            module.training = mode
    return mean, share
