# right because: functions are called by position, names are free and extras have defaults
import random

import torch

random.seed(7)
torch.manual_seed(7)


def train_step(net, loss_fn, opt, x, y, /, *, log=None):
    opt.zero_grad()
    J = loss_fn(net(x), y)
    J.backward()
    opt.step()
    if log is not None:
        log.append(J.item())
    return J.item()


def train_epoch(net, loss_fn, opt, batches, log_every=0):
    net.train()
    losses, sizes = [], []
    for i, (x, y) in enumerate(batches):
        losses.append(train_step(net, loss_fn, opt, x, y))
        sizes.append(len(y))
        if log_every and i % log_every == 0:
            print(i, losses[-1])
    return sum(map(float.__mul__, losses, map(float, sizes))) / sum(sizes)


def evaluate(*args):
    net, loss_fn, batches = args
    training = net.training
    net.eval()
    with torch.no_grad():
        results = [(loss_fn(o := net(x), y) * len(y), (o.argmax(1) == y).sum()) for x, y in batches]
    net.train(training)
    n = len(batches.dataset)
    return sum(l.item() for l, _ in results) / n, sum(c.item() for _, c in results) / n


if __name__ == "__main__":
    raise SystemExit("this file is not a program")
