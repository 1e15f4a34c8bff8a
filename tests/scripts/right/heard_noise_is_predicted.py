import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class SinusoidalEmbedding(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim

    def forward(self, t):
        half = self.dim // 2
        rates = torch.exp(-math.log(10000) * torch.arange(half) / (half - 1))
        angles = t[:, None].float() * rates[None]
        return torch.cat([angles.sin(), angles.cos()], dim=-1)


class Denoiser(nn.Module):
    def __init__(self, dim=16):
        super().__init__()
        self.time = nn.Sequential(SinusoidalEmbedding(dim), nn.Linear(dim, dim), nn.SiLU())
        self.net = nn.Sequential(nn.Linear(2 + dim, 64), nn.SiLU(), nn.Linear(64, 64), nn.SiLU(), nn.Linear(64, 2))

    def forward(self, x, t):
        return self.net(torch.cat([x, self.time(t)], dim=1))


class Diffusion:
    def __init__(self, steps=50):
        self.steps = steps
        self.betas = torch.linspace(1e-4, 0.05, steps)
        self.alphas_bar = torch.cumprod(1 - self.betas, 0)

    def add_noise(self, x, t, noise):
        a = self.alphas_bar[t][:, None]
        return a.sqrt() * x + (1 - a).sqrt() * noise

    @torch.no_grad()
    def sample(self, model, n):
        x = torch.randn(n, 2)
        for step in reversed(range(self.steps)):
            t = torch.full((n,), step)
            beta, bar = self.betas[step], self.alphas_bar[step]
            x = (x - beta / (1 - bar).sqrt() * model(x, t)) / (1 - beta).sqrt()
            if step:
                x = x + beta.sqrt() * torch.randn_like(x)
        return x


if __name__ == "__main__":
    torch.manual_seed(0)
    angle = torch.rand(2000) * 2 * math.pi
    points = torch.stack([angle.cos(), angle.sin()], 1)
    loader = DataLoader(TensorDataset(points), batch_size=100, shuffle=True)
    model, diffusion = Denoiser(), Diffusion()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for epoch in range(4):
        losses = []
        for (x,) in loader:
            t = torch.randint(0, diffusion.steps, (len(x),))
            noise = torch.randn_like(x)
            loss = nn.functional.mse_loss(model(diffusion.add_noise(x, t, noise), t), noise)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch}: {sum(losses) / len(losses):.4f}")
    print(diffusion.sample(model, 5))
