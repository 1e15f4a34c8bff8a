import copy

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
for iteration in range(20):
    phase = torch.rand(1) * 6
    x = torch.rand(20, 1) * 6 - 3
    y = torch.sin(x + phase)
    before = copy.deepcopy(model.state_dict())
    inner = torch.optim.SGD(model.parameters(), lr=0.02)
    for _ in range(5):
        inner.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        inner.step()
    after = model.state_dict()
    model.load_state_dict({k: before[k] + 0.1 * (after[k] - before[k]) for k in before})
    print(iteration, "inner loss", loss.item())
