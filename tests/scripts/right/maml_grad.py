import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(0)


def task():
    a, b = torch.rand(1) * 2, torch.rand(1) * 3
    x = torch.rand(20, 1) * 4 - 2
    return x, a * torch.sin(x + b)


w1, b1 = nn.Parameter(torch.randn(16, 1)), nn.Parameter(torch.zeros(16))
w2, b2 = nn.Parameter(torch.randn(1, 16) / 4), nn.Parameter(torch.zeros(1))
weights = [w1, b1, w2, b2]


def predict(x, p):
    return F.linear(torch.tanh(F.linear(x, p[0], p[1])), p[2], p[3])


meta = torch.optim.Adam(weights, lr=1e-3)
for iteration in range(15):
    meta.zero_grad()
    outer = 0.0
    for _ in range(4):
        x, y = task()
        inner = F.mse_loss(predict(x[:10], weights), y[:10])
        grads = torch.autograd.grad(inner, weights, create_graph=True)
        fast = [w - 0.05 * g for w, g in zip(weights, grads)]
        outer = outer + F.mse_loss(predict(x[10:], fast), y[10:])
    outer = outer / 4
    outer.backward()
    meta.step()
    print(iteration, "meta loss", outer.item())
