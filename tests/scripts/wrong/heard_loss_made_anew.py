# expect: detached-loss
# line: 33
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(12)
ratings = torch.randint(1, 6, (1000,)).float()
users, items = torch.randint(0, 50, (1000,)), torch.randint(0, 80, (1000,))


class MatrixFactorization(nn.Module):
    def __init__(self):
        super().__init__()
        self.user = nn.Embedding(50, 8)
        self.item = nn.Embedding(80, 8)
        self.bias = nn.Parameter(torch.tensor(3.0))

    def forward(self, u, i):
        return (self.user(u) * self.item(i)).sum(1) + self.bias


model = MatrixFactorization()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
loader = DataLoader(TensorDataset(users, items, ratings), batch_size=50, shuffle=True)
for epoch in range(4):
    losses = []
    for u, i, r in loader:
        prediction = model(u, i)
        error = [(p.item() - t.item()) ** 2 for p, t in zip(prediction, r)]
        loss = torch.tensor(sum(error) / len(error), requires_grad=True)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    print(f"epoch {epoch} mean loss {sum(losses) / len(losses):.4f}")
