# expect: softmax-before-loss
# line: 23
# asked: https://discuss.pytorch.org/t/cross-entropy-loss-is-not-decreasing/43814
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 12)
y = (x[:, :3].sum(1) > 0).long() + (x[:, 3] > 1).long()

loader = DataLoader(TensorDataset(x, y), batch_size=50, shuffle=True)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(12, 32), nn.Linear(32, 3)

    def forward(self, x):
        x = torch.relu(self.first(x))
        x = self.second(x)
        return nn.functional.softmax(x, dim=1)


net = Net()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(5):
    for inputs, labels in loader:
        optimizer.zero_grad()
        loss = criterion(net(inputs), labels)
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch} loss = {loss.item()}")
