# expect: missing-parameters
# line: 19
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
x = torch.randn(400, 3, 16, 16)
y = (x.mean((1, 2, 3)) > 0).long()
train = DataLoader(TensorDataset(x[:320], y[:320]), batch_size=32, shuffle=True)
valid = DataLoader(TensorDataset(x[320:], y[320:]), batch_size=40)
backbone = nn.Sequential(
    nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()
)
for parameter in backbone.parameters():
    parameter.requires_grad = False
backbone.eval()
model = nn.Sequential(backbone, nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 10))
optimizer = torch.optim.Adam(list(model[1].parameters()) + list(model[3].parameters()), lr=0.05)
model[3] = nn.Linear(4, 2)
for epoch in range(3):
    for inputs, labels in train:
        loss = nn.functional.cross_entropy(model(inputs), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        right = sum((model(a).argmax(1) == b).sum().item() for a, b in valid)
    print(f"epoch {epoch}: valid accuracy {right / 80:.3f}")
