import copy

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
x = torch.randn(600, 6)
y = x.prod(1, keepdim=True).sign() * x.abs().mean(1, keepdim=True)
train = DataLoader(TensorDataset(x[:500], y[:500]), batch_size=50, shuffle=True)
model = nn.Sequential(nn.Linear(6, 24), nn.BatchNorm1d(24), nn.ReLU(), nn.Linear(24, 1))
ema = copy.deepcopy(model)
optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)
best, patience, bad = float("inf"), 3, 0
for epoch in range(10):
    model.train()
    for a, b in train:
        optimizer.zero_grad()
        nn.functional.mse_loss(model(a), b).backward()
        optimizer.step()
        with torch.no_grad():
            for p, q in zip(ema.parameters(), model.parameters()):
                p.mul_(0.9).add_(q, alpha=0.1)
    ema.eval()
    model.eval()
    with torch.no_grad():
        score = nn.functional.mse_loss(model(x[500:]), y[500:]).item()
    print(f"epoch {epoch} val loss {score:.4f}")
    if score < best:
        best, bad, state = score, 0, copy.deepcopy(model.state_dict())
    else:
        bad += 1
        if bad > patience:
            break
model.load_state_dict(state)
