import torch
from torch import nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
data = torch.randn(512, 12)
loader = DataLoader(TensorDataset(data), batch_size=32, shuffle=True, drop_last=True)
encoder = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 8))
optimizer = torch.optim.Adam(encoder.parameters(), lr=1e-3)
for epoch in range(4):
    losses = []
    for (x,) in loader:
        one = F.normalize(encoder(x + 0.1 * torch.randn_like(x)), dim=1)
        two = F.normalize(encoder(x + 0.1 * torch.randn_like(x)), dim=1)
        logits = one @ two.t() / 0.1
        loss = F.cross_entropy(logits, torch.arange(len(x)))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    print(f"epoch {epoch}: contrastive loss {sum(losses) / len(losses):.4f}")
