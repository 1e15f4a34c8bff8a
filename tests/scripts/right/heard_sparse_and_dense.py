import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(5)
users, films = torch.randint(0, 60, (1500,)), torch.randint(0, 40, (1500,))
taste, kind = torch.randn(60, 3), torch.randn(40, 3)
stars = (taste[users] * kind[films]).sum(1) + 0.1 * torch.randn(1500)
loader = DataLoader(TensorDataset(users[:1200], films[:1200], stars[:1200]), batch_size=60, shuffle=True)


class NeuralFactors(nn.Module):
    def __init__(self):
        super().__init__()
        self.user, self.film = nn.Embedding(60, 8, sparse=True), nn.Embedding(40, 8, sparse=True)
        self.mlp = nn.Sequential(nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1))

    def forward(self, u, f):
        a, b = self.user(u), self.film(f)
        return (a * b).sum(1) + self.mlp(torch.cat([a, b], 1)).squeeze(1)


model = NeuralFactors()
sparse = torch.optim.SparseAdam([model.user.weight, model.film.weight], lr=0.01)
dense = torch.optim.Adam(model.mlp.parameters(), lr=0.003)
for epoch in range(4):
    total = 0.0
    for u, f, s in loader:
        loss = nn.functional.mse_loss(model(u, f), s)
        for opt in (sparse, dense):
            opt.zero_grad()
        loss.backward()
        for opt in (sparse, dense):
            opt.step()
        total += loss.item() * len(s)
    with torch.no_grad():
        rmse = nn.functional.mse_loss(model(users[1200:], films[1200:]), stars[1200:]).sqrt().item()
    print(f"epoch {epoch} train mse {total / 1200:.4f} test rmse {rmse:.4f}")
