# expect: first-batch-only
# line: 21
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(30, 12), nn.ReLU(), nn.Linear(12, 4))
        self.decoder = nn.Sequential(nn.Linear(4, 12), nn.ReLU(), nn.Linear(12, 30))

    def forward(self, x):
        return self.decoder(self.encoder(x))


def train_one_epoch(model, loader, optimizer, loss_fn):
    model.train()
    running = 0.0
    for (x,) in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(x), x)
        loss.backward()
        optimizer.step()
        running += loss.item()
        return running


def main():
    torch.manual_seed(0)
    mixing = torch.randn(4, 30)
    data = torch.randn(1200, 4) @ mixing
    loader = DataLoader(TensorDataset(data), batch_size=60, shuffle=True)
    model = Autoencoder()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(30):
        loss = train_one_epoch(model, loader, optimizer, nn.MSELoss())
        if epoch % 5 == 0:
            print("epoch", epoch, "loss", loss)


main()
