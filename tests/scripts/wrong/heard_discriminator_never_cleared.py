# expect: missing-zero-grad
# line: 35
# asked: https://github.com/Hsintien-Ng/idinvert_pytorch-reproduced/issues/1
import torch
import torch.nn as nn

torch.manual_seed(11)
latent_dim = 8
G = nn.Sequential(nn.Linear(latent_dim, 32), nn.LeakyReLU(0.2), nn.Linear(32, 2))
D = nn.Sequential(nn.Linear(2, 32), nn.LeakyReLU(0.2), nn.Linear(32, 1))
optimizer_G = torch.optim.Adam(G.parameters(), lr=1e-3, betas=(0.5, 0.999))
optimizer_D = torch.optim.Adam(D.parameters(), lr=1e-3, betas=(0.5, 0.999))
adversarial_loss = nn.BCEWithLogitsLoss()


def sample_real(n):
    angle = 6.28318 * torch.rand(n)
    return torch.stack([angle.cos(), angle.sin()], dim=1) + 0.05 * torch.randn(n, 2)


for step in range(200):
    real = sample_real(64)
    valid = torch.ones(64, 1)
    fake_label = torch.zeros(64, 1)

    # generator
    optimizer_G.zero_grad()
    generated = G(torch.randn(64, latent_dim))
    g_loss = adversarial_loss(D(generated), valid)
    g_loss.backward()
    optimizer_G.step()

    # discriminator
    d_loss = (adversarial_loss(D(real), valid) + adversarial_loss(D(generated.detach()), fake_label)) / 2
    d_loss.backward()
    optimizer_D.step()

    if step % 50 == 0:
        print(f"[{step}] D {d_loss.item():.4f} G {g_loss.item():.4f}")
