# expect: diverging-learning-rate
# line: 31
import argparse

import numpy as np
import torch
from sklearn.datasets import load_diabetes
from torch import nn


def get_data():
    bunch = load_diabetes(scaled=False)
    return bunch.data.astype(np.float32), bunch.target.astype(np.float32)


class HousePrices(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.linear = nn.Linear(n, 1)

    def forward(self, x):
        return self.linear(x)


def run(opts):
    torch.manual_seed(opts.seed)
    X, y = map(torch.from_numpy, get_data())
    y = y[:, None]
    n = int(len(X) * 0.8)
    net = HousePrices(X.shape[1])
    optimizer = torch.optim.SGD(net.parameters(), lr=opts.lr)
    history = []
    for epoch in range(opts.epochs):
        perm = torch.randperm(n)
        for start in range(0, n, opts.bs):
            rows = perm[start : start + opts.bs]
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(net(X[rows]), y[rows])
            loss.backward()
            optimizer.step()
            history.append(loss.item())
        with torch.no_grad():
            held_out = nn.functional.mse_loss(net(X[n:]), y[n:]).item()
        print(f"{epoch}: train {history[-1]} test {held_out}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.01)
    parser.add_argument("--bs", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    run(parser.parse_args())
