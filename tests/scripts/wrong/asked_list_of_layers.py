# expect: missing-parameters
# line: 28
# asked: https://github.com/pytorch/pytorch/issues/666
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 12)
y = (x[:, :3].sum(1) > 0).long() + (x[:, 3] > 1).long()


class Net(nn.Module):
    def __init__(self, num_layers):
        super().__init__()
        self.layer = nn.Linear(12, 16)
        self.list_of_layers = [nn.Linear(16, 16) for i in range(num_layers)]
        self.last = nn.Linear(16, 3)

    def forward(self, x):
        x = torch.relu(self.layer(x))
        for layer in self.list_of_layers:
            x = torch.relu(layer(x))
        return self.last(x)


n = Net(4)
optimizer = torch.optim.SGD(n.parameters(), lr=0.1)
for epoch in range(2):
    for inputs, labels in DataLoader(TensorDataset(x, y), batch_size=50, shuffle=True):
        optimizer.zero_grad()
        nn.functional.cross_entropy(n(inputs), labels).backward()
        optimizer.step()
