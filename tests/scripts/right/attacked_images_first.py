"""Each batch is attacked by its own gradients before it is learned from."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
torch.manual_seed(0)
x = torch.rand(800, 12); y = (x[:, :6].sum(1) > x[:, 6:].sum(1)).long()
loader = DataLoader(TensorDataset(x, y), batch_size=40, shuffle=True)
model = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 2))
opt = torch.optim.SGD(model.parameters(), lr=0.1)
ce = nn.CrossEntropyLoss()


def pgd(a, b, eps=0.05, steps=4):
    adv = a.clone().detach()
    for _ in range(steps):
        adv.requires_grad_(True)
        loss = ce(model(adv), b)
        model.zero_grad()
        loss.backward()
        adv = (adv + 0.02 * adv.grad.sign()).detach()
        adv = torch.min(torch.max(adv, a - eps), a + eps).clamp(0, 1)
    return adv


for epoch in range(2):
    for a, b in loader:
        adv = pgd(a, b)
        opt.zero_grad()
        loss = ce(model(adv), b)
        loss.backward()
        opt.step()
    print(epoch, loss.item())
