import copy

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(2)
data = torch.randn(640, 24)
loader = DataLoader(TensorDataset(data), batch_size=64, shuffle=True, drop_last=True)


class Learner(nn.Module):
    """Bootstrap your own latent: an online and a slowly moving target encoder."""

    def __init__(self, tau=0.98):
        super().__init__()
        self.online = nn.Sequential(nn.Linear(24, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 16))
        self.predictor = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 16))
        self.target = copy.deepcopy(self.online)
        for p in self.target.parameters():
            p.requires_grad = False
        self.tau = tau

    @torch.no_grad()
    def move_target(self):
        for slow, fast in zip(self.target.parameters(), self.online.parameters()):
            slow.data = self.tau * slow.data + (1 - self.tau) * fast.data

    def forward(self, x):
        one, two = x + 0.1 * torch.randn_like(x), x + 0.1 * torch.randn_like(x)
        p1, p2 = self.predictor(self.online(one)), self.predictor(self.online(two))
        with torch.no_grad():
            t1, t2 = self.target(one), self.target(two)
        return (2 - F.cosine_similarity(p1, t2.detach()).mean() - F.cosine_similarity(p2, t1.detach()).mean())


learner = Learner()
opt = torch.optim.Adam(list(learner.online.parameters()) + list(learner.predictor.parameters()), lr=3e-4)
for epoch in range(4):
    for (x,) in loader:
        loss = learner(x)
        opt.zero_grad()
        loss.backward()
        opt.step()
        learner.move_target()
    print(epoch, loss.item())
torch.save(learner.online.state_dict(), "improved-net.pt")
