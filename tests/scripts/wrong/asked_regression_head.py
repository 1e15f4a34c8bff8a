# expect: broadcast-loss
# line: 29
# asked: https://github.com/deepset-ai/FARM/issues/229
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 12)
y = (x[:, :3].sum(1) > 0).long() + (x[:, 3] > 1).long()

score = (x[:, :4] ** 2).sum(1, keepdim=True)
loader = DataLoader(TensorDataset(x, score), batch_size=32, shuffle=True)


class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.body, self.head = nn.Linear(12, 24), nn.Linear(24, 1)

    def forward(self, x):
        return self.head(torch.relu(self.body(x))).squeeze()


model = Regressor()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
for epoch in range(3):
    for inputs, labels in loader:
        loss = nn.functional.mse_loss(model(inputs), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
