# expect: wrong-learning-rate

import torch


def train_step(model, criterion, optimizer, images, labels):
    logits = model(images)
    loss = criterion(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


from torch.optim.lr_scheduler import StepLR


def train_epoch(model, criterion, optimizer, loader):
    scheduler = StepLR(optimizer, step_size=1, gamma=0.5)
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
        scheduler.step()
    return total / len(loader.dataset)


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
