"""First see that one batch can be learned by heart, then train."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
x = torch.randn(1000, 12)
y = (x[:, :4].sum(1) > 0).long()
train_loader = DataLoader(TensorDataset(x[:800], y[:800]), batch_size=40, shuffle=True)
test_loader = DataLoader(TensorDataset(x[800:], y[800:]), batch_size=40)


def make():
    net = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 2))
    return net, torch.optim.Adam(net.parameters(), lr=5e-3)


net, optimizer = make()
xb, yb = next(iter(train_loader))
for i in range(100):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(net(xb), yb)
    loss.backward()
    optimizer.step()
print("one batch by heart:", loss.item())

net, optimizer = make()
for epoch in range(3):
    for xb, yb in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(xb), yb)
        loss.backward()
        optimizer.step()
with torch.no_grad():
    print("test", sum((net(a).argmax(1) == b).sum().item() for a, b in test_loader) / 200)
