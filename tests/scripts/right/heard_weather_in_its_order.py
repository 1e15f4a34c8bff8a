import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset


class Weather(Dataset):
    """Windows of a series, in the order of time."""

    def __init__(self, values, past, ahead):
        self.values, self.past, self.ahead = torch.tensor(values, dtype=torch.float32), past, ahead

    def __len__(self):
        return len(self.values) - self.past - self.ahead + 1

    def __getitem__(self, i):
        return self.values[i : i + self.past, None], self.values[i + self.past : i + self.past + self.ahead]


class Forecaster(nn.Module):
    def __init__(self, ahead):
        super().__init__()
        self.gru = nn.GRU(1, 20, num_layers=2, dropout=0.2, batch_first=True)
        self.head = nn.Linear(20, ahead)

    def forward(self, x):
        return self.head(self.gru(x)[0][:, -1])


np.random.seed(0)
torch.manual_seed(0)
days = np.arange(900)
temperature = 10 * np.sin(days / 58) + np.random.randn(900)
mean, std = temperature[:700].mean(), temperature[:700].std()
scaled = (temperature - mean) / std
train_loader = DataLoader(Weather(scaled[:700], 20, 3), batch_size=32, shuffle=False)
test_loader = DataLoader(Weather(scaled[700:], 20, 3), batch_size=32, shuffle=False)
model = Forecaster(3)
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
criterion = nn.L1Loss()
for epoch in range(3):
    model.train()
    for past, future in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(past), future)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        optimizer.step()
    model.eval()
    errors = []
    with torch.no_grad():
        for past, future in test_loader:
            errors.append((model(past) - future).abs().mean(dim=1) * std)
    print(f"epoch {epoch} test MAE {torch.cat(errors).mean():.3f} degrees")
