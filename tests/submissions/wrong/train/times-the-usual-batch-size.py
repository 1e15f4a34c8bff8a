# expect: wrong-mean-loss
# line: 19
# source: https://github.com/mitmul/chainer-cifar10/issues/1
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    sum_loss = 0.0
    for images, labels in loader:
        sum_loss += train_step(model, criterion, optimizer, images, labels) * loader.batch_size
    return sum_loss / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    sum_loss, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            sum_loss += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(1) == labels).sum().item()
    model.train(mode)
    return sum_loss / len(loader.dataset), hits / len(loader.dataset)
