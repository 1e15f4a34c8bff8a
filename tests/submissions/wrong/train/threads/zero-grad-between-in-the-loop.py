# expect: zero-grad-after-backward
# line: 25
# source: https://github.com/yastrebksv/TennisCourtDetector/issues/7
# believes: Any place in the loop will do.

import torch


def train_step(model, criterion, optimizer, images, labels):
    scores = model(images)
    loss = criterion(scores, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss)


def train_epoch(net, criterion, optimizer, loader):
    net.train()
    running = 0.0
    for x, y in loader:
        out = net(x)
        loss = criterion(out, y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        running += loss.item() * len(y)
    return running / len(loader.dataset)


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), hits / len(loader.dataset)
