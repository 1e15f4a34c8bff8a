# expect: train-mode-missing
# line: 21
# asked: https://github.com/fartashf/vsepp/issues/4
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 12)
y = (x[:, :3].sum(1) > 0).long() + (x[:, 3] > 1).long()

train_loader = DataLoader(TensorDataset(x[:500], y[:500]), batch_size=25, shuffle=True)
val_loader = DataLoader(TensorDataset(x[500:], y[500:]), batch_size=50)
model = nn.Sequential(nn.Linear(12, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
steps = 0


def validate():
    model.eval()
    with torch.no_grad():
        hits = sum((model(a).argmax(1) == b).sum().item() for a, b in val_loader)
    print(f"validation: {hits / 100:.2f}")


model.train()
for epoch in range(3):
    for inputs, labels in train_loader:
        optimizer.zero_grad()
        criterion(model(inputs), labels).backward()
        optimizer.step()
        steps += 1
        if steps % 10 == 0:
            validate()
