import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
real_data = torch.randn(1024, 2) * 0.3 + torch.tensor([1.0, -1.0])
loader = DataLoader(TensorDataset(real_data), batch_size=64, shuffle=True)
G = nn.Sequential(nn.Linear(4, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 2))
D = nn.Sequential(nn.Linear(2, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1))
opt_g = torch.optim.Adam(G.parameters(), lr=2e-3, betas=(0.5, 0.999))
opt_d = torch.optim.Adam(D.parameters(), lr=2e-3, betas=(0.5, 0.999))
fixed_noise = torch.randn(16, 4)

for epoch in range(4):
    for (real,) in loader:
        size = real.size(0)
        ones, zeros = torch.ones(size, 1), torch.zeros(size, 1)

        D.zero_grad()
        fake = G(torch.randn(size, 4))
        mix = (0.5 * real + 0.5 * fake.detach()).requires_grad_(True)
        grad = torch.autograd.grad(D(mix).sum(), mix, create_graph=True)[0]
        penalty = 10 * ((grad.norm(dim=1) - 1) ** 2).mean()
        loss_real = -D(real).mean()
        loss_fake = D(fake.detach()).mean() + penalty
        (loss_real + loss_fake).backward()
        opt_d.step()

        G.zero_grad()
        loss_g = -D(fake).mean()
        loss_g.backward()
        opt_g.step()
    print(f"[{epoch}] Loss_D: {(loss_real + loss_fake).item():.4f} Loss_G: {loss_g.item():.4f}")
    with torch.no_grad():
        samples = G(fixed_noise)
