# expect: new-optimizer-each-step
# line: 19
import math

import torch
from torch import nn


class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1, self.l2, self.l3 = nn.Linear(1, 32), nn.Linear(32, 32), nn.Linear(32, 1)

    def forward(self, x):
        return self.l3(torch.tanh(self.l2(torch.tanh(self.l1(x)))))


def fit_batch(model, inputs, outputs, learning_rate):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    optimizer.zero_grad()
    loss = nn.MSELoss()(model(inputs), outputs)
    loss.backward()
    optimizer.step()
    return loss.item()


def fit(model, batches):
    for epoch in range(6):
        total = 0.0
        for inputs, outputs in batches:
            total += fit_batch(model, inputs, outputs, 1e-3)
        print("epoch %d: %.5f" % (epoch, total / len(batches)))


if __name__ == "__main__":
    torch.manual_seed(21)
    xs = torch.rand(480, 1) * 2 * math.pi
    ys = torch.sin(xs) + 0.05 * torch.randn_like(xs)
    fit(Regressor(), list(zip(xs.split(24), ys.split(24))))
