# expect: missing-zero-grad

import torch


def train_step(net, loss_fn, opt, x, y):
    """One optimisation step."""
    opt.zero_grad(set_to_none=True)
    pred = net(x)
    batch_loss = loss_fn(pred, y)
    batch_loss.backward()
    opt.step()
    return batch_loss.detach().item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    optimizer.zero_grad()
    running_loss = 0.0
    for i, (inputs, labels) in enumerate(loader, 0):
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
    return running_loss / len(loader.dataset)


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
