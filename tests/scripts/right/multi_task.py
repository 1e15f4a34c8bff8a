import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(300, 10)
kind, size = x[:, :3].argmax(1), x.norm(dim=1, keepdim=True)
trunk, one, two = nn.Linear(10, 24), nn.Linear(24, 3), nn.Linear(24, 1)
parameters = [*trunk.parameters(), *one.parameters(), *two.parameters()]
optimizer = torch.optim.Adam(parameters, lr=0.01)
for step in range(120):
    hidden = torch.relu(trunk(x))
    loss = nn.functional.cross_entropy(one(hidden), kind)
    loss = loss + 0.5 * nn.functional.mse_loss(two(hidden), size)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 40 == 0:
        print(step, "loss", loss.item())
