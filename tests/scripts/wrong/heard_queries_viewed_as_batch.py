# expect: mixed-batch
# asked: https://github.com/Jingkang50/OpenPSG/issues/56
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(3)
sets = torch.randn(500, 6, 4)
targets = sets.max(dim=1).values.sum(dim=1, keepdim=True)
train_loader = DataLoader(TensorDataset(sets[:400], targets[:400]), batch_size=25, shuffle=True)
test_loader = DataLoader(TensorDataset(sets[400:], targets[400:]), batch_size=25)


class SetModel(nn.Module):
    def __init__(self, d=16):
        super().__init__()
        self.embed = nn.Linear(4, d)
        self.attention = nn.MultiheadAttention(d, 2)
        self.out = nn.Sequential(nn.Linear(d, d), nn.ReLU(), nn.Linear(d, 1))

    def forward(self, x):
        h = self.embed(x)
        b, n, d = h.shape
        h = h.view(n, b, d)
        h = h + self.attention(h, h, h)[0]
        return self.out(h.mean(dim=0))


model = SetModel()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
criterion = nn.SmoothL1Loss()
for epoch in range(4):
    model.train()
    for x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        error = sum(criterion(model(x), y).item() for x, y in test_loader) / len(test_loader)
    print(f"epoch {epoch}: test error {error:.4f}")
