import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(3)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
amp = torch.cuda.is_available()
accumulation = 4
x = torch.randn(880, 16)
y = (x[:, 0] * x[:, 1] > 0).long()
loader = DataLoader(TensorDataset(x[:800], y[:800]), batch_size=16, shuffle=True)
model = nn.Sequential(nn.Linear(16, 64), nn.ReLU(), nn.LayerNorm(64), nn.Linear(64, 2)).to(device)
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
scaler = torch.amp.GradScaler(device.type, enabled=amp)

optimizer.zero_grad(set_to_none=True)
for epoch in range(3):
    model.train()
    shown = 0.0
    for i, (a, b) in enumerate(loader):
        with torch.autocast(device.type, enabled=amp):
            loss = nn.functional.cross_entropy(model(a.to(device)), b.to(device))
        scaler.scale(loss / accumulation).backward()
        shown += loss.item()
        if (i + 1) % accumulation == 0 or i + 1 == len(loader):
            scaler.unscale_(optimizer)
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            scaler.step(optimizer)
            scaler.update()
            optimizer.zero_grad(set_to_none=True)
    print(f"epoch {epoch} mean loss {shown / len(loader):.4f}")
model.eval()
with torch.no_grad():
    print("held out", (model(x[800:]).argmax(1) == y[800:]).float().mean().item())
