# expect: missing-relu
import torch
from sklearn.datasets import make_moons
from torch import nn

torch.manual_seed(0)
X, y = make_moons(600, noise=0.15, random_state=0)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
model = nn.Sequential(nn.Linear(2, 32), nn.Linear(32, 32), nn.Linear(32, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(80):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(X[:480]), y[:480])
    loss.backward()
    optimizer.step()
with torch.no_grad():
    print("held-out accuracy", (model(X[480:]).argmax(1) == y[480:]).float().mean().item())
