# expect: broadcast-loss
# line: 33
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
series = torch.sin(torch.arange(0, 60, 0.1))
windows = torch.stack([series[i : i + 20] for i in range(500)]).unsqueeze(-1)
targets = torch.stack([series[i + 20] for i in range(500)])
train_loader = DataLoader(TensorDataset(windows[:400], targets[:400]), batch_size=32, shuffle=True)
test_loader = DataLoader(TensorDataset(windows[400:], targets[400:]), batch_size=32)


class Forecaster(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 16, batch_first=True)
        self.head = nn.Linear(16, 1)

    def forward(self, x):
        out, _ = self.lstm(x)
        return self.head(out[:, -1])


model = Forecaster()
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(3):
    total = 0.0
    for x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item() * len(x)
    print(f"epoch {epoch} mse {total / 400:.5f}")
    with torch.no_grad():
        error = sum(criterion(model(x), y).item() * len(x) for x, y in test_loader) / 100
    print(f"test mse {error:.5f}")
