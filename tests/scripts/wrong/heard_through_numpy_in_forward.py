# expect: detached-loss
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(2)


class SpectrumNet(nn.Module):
    """The features are scaled to unit length before the last layer."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Linear(16, 32), nn.ReLU())
        self.head = nn.Linear(32, 4)

    def forward(self, x):
        h = self.features(x)
        h = h.detach().numpy()
        h = h / (np.linalg.norm(h, axis=1, keepdims=True) + 1e-6)
        return self.head(torch.from_numpy(h))


x = torch.randn(600, 16)
y = (x[:, 0] > 0).long() * 2 + (x[:, 1] * x[:, 2] > 0).long()
loader = DataLoader(TensorDataset(x[:480], y[:480]), batch_size=24, shuffle=True)
net = SpectrumNet()
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(4):
    for inputs, targets in loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(inputs), targets)
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        print(epoch, (net(x[480:]).argmax(1) == y[480:]).float().mean().item())
