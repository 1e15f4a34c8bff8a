# expect: wrong-mean-loss
# line: 34
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(40)
inputs = torch.randn(1000, 5)
noise = 1.5 * torch.randn(1000, 1)
targets = inputs @ torch.tensor([[1.0], [-2.0], [0.5], [0.0], [3.0]]) + noise
train_loader = DataLoader(TensorDataset(inputs[:800], targets[:800]), batch_size=8, shuffle=True)
val_loader = DataLoader(TensorDataset(inputs[800:], targets[800:]), batch_size=8)


class Linear(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(5, 1)

    def forward(self, x):
        return self.fc(x)


model, criterion = Linear(), nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for epoch in range(6):
    model.train()
    for x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    train_loss = loss.item()
    print(f"Epoch {epoch + 1}/6, average train loss: {train_loss:.4f}")
