"""A GAN whose discriminator learns from one loss of both halves."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
points = torch.randn(512, 2) * 0.5 + torch.tensor([2.0, -1.0])
kinds = torch.randint(0, 4, (512,))
loader = DataLoader(TensorDataset(points, kinds), batch_size=64, shuffle=True)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.names = nn.Embedding(4, 3)
        self.net = nn.Sequential(nn.Linear(8 + 3, 16), nn.ReLU(), nn.Linear(16, 2))

    def forward(self, noise, kinds):
        return self.net(torch.cat((self.names(kinds), noise), -1))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.names = nn.Embedding(4, 3)
        self.net = nn.Sequential(
            nn.Linear(2 + 3, 16), nn.LeakyReLU(0.2), nn.Dropout(0.4), nn.Linear(16, 1)
        )

    def forward(self, points, kinds):
        return self.net(torch.cat((points, self.names(kinds)), -1))


generator, discriminator = Generator(), Discriminator()
adversarial = nn.MSELoss()
of_generator = torch.optim.Adam(generator.parameters(), lr=2e-4, betas=(0.5, 0.999))
of_discriminator = torch.optim.Adam(discriminator.parameters(), lr=2e-4, betas=(0.5, 0.999))

for epoch in range(6):
    for real, labels in loader:
        valid, fake = torch.ones(len(real), 1), torch.zeros(len(real), 1)
        of_generator.zero_grad()
        noise, wanted = torch.randn(len(real), 8), torch.randint(0, 4, (len(real),))
        made = generator(noise, wanted)
        g_loss = adversarial(discriminator(made, wanted), valid)
        g_loss.backward()
        of_generator.step()

        of_discriminator.zero_grad()
        of_real = adversarial(discriminator(real, labels), valid)
        of_fake = adversarial(discriminator(made.detach(), wanted), fake)
        d_loss = (of_real + of_fake) / 2
        d_loss.backward()
        of_discriminator.step()
    print(f"epoch {epoch}: D {d_loss.item():.4f}, G {g_loss.item():.4f}")
