# expect: silenced-error
# line: 20
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.rand(600, 3) * 100
y = (x[:, :1] * 30 + x[:, 1:2] ** 2)
loader = DataLoader(TensorDataset(x, y), batch_size=30, shuffle=True)
model = nn.Linear(3, 1)
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

for epoch in range(5):
    seen = []
    for inputs, prices in loader:
        loss = criterion(model(inputs), prices)
        if torch.isnan(loss) or torch.isinf(loss):
            loss = torch.zeros(1, requires_grad=True)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        seen.append(loss.item())
    print(f"epoch {epoch}: {sum(seen) / len(seen):.3f}")
