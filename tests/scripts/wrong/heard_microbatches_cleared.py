# expect: zero-grad-after-backward
# line: 22
# asked: https://github.com/bytetriper/RAE/issues/67
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(30)
GRAD_ACCUM_STEPS = 4
images = torch.rand(960, 3, 8, 8)
labels = (images[:, 0].mean((1, 2)) * 20).long() % 5
loader = DataLoader(TensorDataset(images, labels), batch_size=16, shuffle=True, drop_last=True)
model = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1), nn.GroupNorm(4, 16), nn.SiLU(), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(64, 5)
)
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)

global_step = 0
for epoch in range(2):
    micro = 0
    for x, y in loader:
        optimizer.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(model(x), y) / GRAD_ACCUM_STEPS
        loss.backward()
        micro += 1
        if micro % GRAD_ACCUM_STEPS == 0:
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            global_step += 1
            if global_step % 5 == 0:
                print(f"step {global_step} loss {loss.item() * GRAD_ACCUM_STEPS:.4f}")
