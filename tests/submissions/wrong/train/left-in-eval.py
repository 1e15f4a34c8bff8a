# expect: mode-not-restored
# line: 25
# source: https://github.com/ermongroup/ncsn/issues/2
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
    total = sum(
        train_step(model, criterion, optimizer, x, y) * len(y) for x, y in loader
    )
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    net = model.eval()
    loss, hits, n = 0.0, 0, 0
    with torch.inference_mode():
        for x, y in loader:
            z = net(x)
            n += len(y)
            loss += criterion(z, y).item() * len(y)
            hits += (z.argmax(1) == y).sum().item()
    return loss / n, hits / n
