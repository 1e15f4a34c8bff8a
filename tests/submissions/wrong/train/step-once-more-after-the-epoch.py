# expect: repeated-step

import torch


def train_step(model, criterion, optimizer, images, labels):
    logits = model(images)
    loss = criterion(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running_loss = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * x.size(0)
    optimizer.step()
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
