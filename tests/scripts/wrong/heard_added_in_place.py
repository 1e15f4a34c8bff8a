# expect: exception
# line: 29
import torch
from torch import nn

torch.manual_seed(0)


class Gate(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = nn.Linear(width, width)
        self.gate = nn.Linear(width, width)

    def forward(self, x):
        opened = torch.sigmoid(self.gate(x))
        opened += 0.1
        return x + opened * self.inner(x)


model = nn.Sequential(nn.Linear(6, 12), Gate(12), nn.Linear(12, 1))
optimizer = torch.optim.Adam(model.parameters())
inputs = torch.randn(300, 6)
targets = inputs.prod(dim=1, keepdim=True)
for epoch in range(5):
    for i in range(0, 300, 50):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs[i : i + 50]), targets[i : i + 50])
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
