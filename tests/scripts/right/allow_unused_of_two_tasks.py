"""Two tasks in turn: each has a head of its own, and the other one's has no part in its loss."""

import torch
from torch import nn

torch.manual_seed(3)
x = torch.randn(600, 6)
y = torch.stack([x[:, 0] - x[:, 1], x[:, 2] * x[:, 3]], dim=1)


class TwoTasks(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(6, 24), nn.Tanh())
        self.heads = nn.ModuleList([nn.Linear(24, 1), nn.Linear(24, 1)])

    def forward(self, x):
        h = self.body(x)
        return torch.cat([head(h) for head in self.heads], dim=1)


model = TwoTasks()
weights = list(model.parameters())
optimizer = torch.optim.Adam(weights, lr=0.01)
for epoch in range(3):
    total = 0.0
    for rows in torch.randperm(600).split(30):
        answers = model(x[rows])
        losses = [nn.functional.mse_loss(answers[:, i], y[rows, i]) for i in range(2)]
        found = [torch.autograd.grad(l, weights, retain_graph=True, allow_unused=True) for l in losses]
        for weight, *gradients in zip(weights, *found):
            weight.grad = sum(g for g in gradients if g is not None)
        optimizer.step()
        total += sum(losses).item()
    print(f"epoch {epoch}: mean loss of both {total / 20:.4f}")
