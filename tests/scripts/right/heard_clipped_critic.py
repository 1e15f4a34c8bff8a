import torch
import torch.nn as nn

torch.manual_seed(0)
G = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 2))
C = nn.Sequential(nn.Linear(2, 32), nn.LeakyReLU(0.2), nn.Linear(32, 1))
opt_g = torch.optim.RMSprop(G.parameters(), lr=5e-5)
opt_c = torch.optim.RMSprop(C.parameters(), lr=5e-5)
CLIP, CRITIC_ITERATIONS = 0.01, 5


def real_batch(n=64):
    return torch.randn(n, 2) * 0.2 + torch.tensor([1.0, -1.0])


for iteration in range(40):
    for p in C.parameters():
        p.requires_grad = True
    for _ in range(CRITIC_ITERATIONS):
        C.zero_grad()
        fake = G(torch.randn(64, 4)).detach()
        loss_critic = -(torch.mean(C(real_batch())) - torch.mean(C(fake)))
        loss_critic.backward()
        opt_c.step()
        for p in C.parameters():
            p.data.clamp_(-CLIP, CLIP)
    for p in C.parameters():
        p.requires_grad = False
    G.zero_grad()
    loss_gen = -torch.mean(C(G(torch.randn(64, 4))))
    loss_gen.backward()
    opt_g.step()
    if iteration % 10 == 0:
        print(f"[{iteration}] critic {loss_critic.item():.5f} generator {loss_gen.item():.5f}")
