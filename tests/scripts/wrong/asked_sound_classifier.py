# expect: softmax-before-loss
# line: 25
# asked: https://github.com/musikalkemist/pytorchforaudio/issues/9
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 12)
y = (x[:, :3].sum(1) > 0).long() + (x[:, 3] > 1).long()

loader = DataLoader(TensorDataset(x.reshape(600, 1, 12), y), batch_size=40)


class Sounds(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv1d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool1d(2))
        self.flatten = nn.Flatten()
        self.linear = nn.Linear(48, 3)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        logits = self.linear(self.flatten(self.conv(x)))
        return self.softmax(logits)


def train_single_epoch(model, loader, loss_fn, optimiser):
    for inputs, target in loader:
        loss = loss_fn(model(inputs), target)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    print(f"loss: {loss.item()}")


cnn = Sounds()
optimiser = torch.optim.Adam(cnn.parameters(), lr=0.001)
for _ in range(4):
    train_single_epoch(cnn, loader, nn.CrossEntropyLoss(), optimiser)
