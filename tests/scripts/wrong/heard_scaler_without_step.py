# expect: missing-step
# line: 24
import torch
import torch.nn.functional as F
from torch import nn
from torch.amp import GradScaler, autocast
from torch.utils.data import DataLoader, TensorDataset

device = "cuda" if torch.cuda.is_available() else "cpu"
torch.manual_seed(0)
features = torch.randn(900, 20)
classes = (features[:, :3].sum(1) > 0).long() + (features[:, 3] > 1).long()
loader = DataLoader(TensorDataset(features, classes), batch_size=45, shuffle=True, pin_memory=True)
net = nn.Sequential(nn.Linear(20, 64), nn.GELU(), nn.Linear(64, 3)).to(device)
opt = torch.optim.AdamW(net.parameters(), lr=3e-3)
scaler = GradScaler(device)
for epoch in range(3):
    for step, (x, y) in enumerate(loader):
        x, y = x.to(device, non_blocking=True), y.to(device, non_blocking=True)
        opt.zero_grad()
        with autocast(device):
            loss = F.cross_entropy(net(x), y)
        scaler.scale(loss).backward()
        scaler.update()
        if step % 10 == 0:
            print(epoch, step, float(loss))
