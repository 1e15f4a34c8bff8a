# expect: skipped-batches | accuracy-below-threshold

import torch


def train_step(net, loss_fn, opt, x, y):
    """One optimisation step."""
    opt.zero_grad(set_to_none=True)
    pred = net(x)
    batch_loss = loss_fn(pred, y)
    batch_loss.backward()
    opt.step()
    return batch_loss.detach().item()


from itertools import islice


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, seen = 0.0, 0
    for images, labels in islice(loader, 20):
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
        seen += len(labels)
    return total / seen


def evaluate(model, criterion, loader):
    before = model.training
    model.train(False)
    loss_sum, hits, count = 0.0, 0, 0
    try:
        with torch.inference_mode():
            for x, y in loader:
                out = model(x)
                loss_sum += float(criterion(out, y)) * y.numel()
                hits += int((out.max(dim=1).indices == y).sum())
                count += y.numel()
    finally:
        model.train(before)
    return loss_sum / count, hits / count
