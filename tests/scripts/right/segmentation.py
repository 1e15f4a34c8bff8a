import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
images = torch.rand(64, 1, 12, 12)
masks = (images[:, 0] > 0.6).long()
loader = DataLoader(TensorDataset(images[:48], masks[:48]), batch_size=8, shuffle=True)
valid = DataLoader(TensorDataset(images[48:], masks[48:]), batch_size=8)
model = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 2, 1))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(3):
    model.train()
    losses = []
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    model.eval()
    right = seen = 0
    with torch.no_grad():
        for x, y in valid:
            right += (model(x).argmax(1) == y).sum().item()
            seen += y.numel()
    print(f"epoch {epoch} loss {sum(losses) / len(losses):.4f} pixel acc {right / seen:.4f}")
