# expect: retained-graph
# line: 53
import math

import torch
from torch import nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
tokens = torch.randint(0, 20, (600, 12))
labels = (tokens[:, :6].sum(1) > tokens[:, 6:].sum(1)).long()
train_loader = DataLoader(TensorDataset(tokens[:500], labels[:500]), batch_size=25, shuffle=True)
test_loader = DataLoader(TensorDataset(tokens[500:], labels[500:]), batch_size=50)


class Attention(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.q, self.k, self.v = nn.Linear(dim, dim), nn.Linear(dim, dim), nn.Linear(dim, dim)

    def forward(self, x):
        scores = self.q(x) @ self.k(x).transpose(1, 2) / math.sqrt(x.size(-1))
        return F.softmax(scores, dim=-1) @ self.v(x)


class Classifier(nn.Module):
    def __init__(self, dim=16):
        super().__init__()
        self.embed = nn.Embedding(20, dim)
        self.place = nn.Parameter(torch.zeros(12, dim))
        self.attention = Attention(dim)
        self.norm = nn.LayerNorm(dim)
        self.head = nn.Linear(dim, 2)

    def forward(self, x):
        x = self.embed(x) + self.place
        x = self.norm(x + self.attention(x))
        return self.head(x.mean(dim=1))


model = Classifier()
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
for epoch in range(4):
    model.train()
    total = 0
    for x, y in train_loader:
        logits = model(x)
        loss = F.cross_entropy(logits, y)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        total += loss
    model.eval()
    with torch.inference_mode():
        hits = sum((model(x).argmax(-1) == y).float().sum().item() for x, y in test_loader)
    print(f"epoch {epoch} loss {loss.item():.3f} test acc {hits / 100:.3f}")
