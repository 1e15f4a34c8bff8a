import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
images = torch.rand(640, 3, 10, 10)
labels = (images.mean((2, 3)).argmax(1)).long()
train_dl = DataLoader(TensorDataset(images[:512], labels[:512]), batch_size=32, shuffle=True)
valid_dl = DataLoader(TensorDataset(images[512:], labels[512:]), batch_size=32)

backbone = nn.Sequential(nn.Conv2d(3, 16, 3), nn.BatchNorm2d(16), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
head = nn.Linear(16, 3)
model = nn.Sequential(backbone, head)

for parameter in backbone.parameters():
    parameter.requires_grad = False
optimizer = torch.optim.Adam(head.parameters(), lr=1e-2)


def one_epoch(train_backbone):
    model.train()
    if not train_backbone:
        backbone.eval()
    for x, y in train_dl:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
    return loss.item()


@torch.no_grad()
def validate():
    model.eval()
    return sum((model(x).argmax(1) == y).sum().item() for x, y in valid_dl) / 128


for epoch in range(3):
    print("head", epoch, one_epoch(False), validate())

for parameter in backbone.parameters():
    parameter.requires_grad = True
optimizer.add_param_group({"params": backbone.parameters(), "lr": 1e-3})
for epoch in range(3):
    print("all", epoch, one_epoch(True), validate())
