import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class DiceBCELoss(nn.Module):
    def forward(self, inputs, targets, smooth=1.0):
        bce = nn.functional.binary_cross_entropy_with_logits(inputs, targets)
        inputs = torch.sigmoid(inputs).view(-1)
        targets = targets.view(-1)
        intersection = (inputs * targets).sum()
        dice = 1 - (2 * intersection + smooth) / (inputs.sum() + targets.sum() + smooth)
        return bce + dice


def double_conv(a, b):
    return nn.Sequential(
        nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True),
        nn.Conv2d(b, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True),
    )


class TinyUNet(nn.Module):
    def __init__(self, features=(8, 16)):
        super().__init__()
        self.down1, self.down2 = double_conv(1, features[0]), double_conv(features[0], features[1])
        self.pool = nn.MaxPool2d(2)
        self.up = nn.ConvTranspose2d(features[1], features[0], 2, 2)
        self.last = double_conv(2 * features[0], features[0])
        self.out = nn.Conv2d(features[0], 1, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.up(self.down2(self.pool(a)))
        return self.out(self.last(torch.cat((a, b), dim=1)))


def check_accuracy(loader, model):
    correct = pixels = dice = 0
    model.eval()
    with torch.no_grad():
        for x, y in loader:
            preds = (torch.sigmoid(model(x)) > 0.5).float()
            correct += (preds == y).sum()
            pixels += torch.numel(preds)
            dice += (2 * (preds * y).sum()) / ((preds + y).sum() + 1e-8)
    print(f"Got {correct}/{pixels} with acc {correct / pixels * 100:.2f}")
    print(f"Dice score: {dice / len(loader):.3f}")
    model.train()


def main():
    torch.manual_seed(0)
    grid = torch.stack(torch.meshgrid(torch.arange(12.0), torch.arange(12.0), indexing="ij"))
    centres = torch.rand(260, 2, 1, 1) * 12
    masks = (((grid - centres) ** 2).sum(1, keepdim=True) < 10).float()
    images = masks + 0.5 * torch.randn(260, 1, 12, 12)
    train_loader = DataLoader(TensorDataset(images[:200], masks[:200]), batch_size=20, shuffle=True)
    val_loader = DataLoader(TensorDataset(images[200:], masks[200:]), batch_size=20)
    model, loss_fn = TinyUNet(), DiceBCELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(3):
        for data, targets in train_loader:
            loss = loss_fn(model(data), targets)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        check_accuracy(val_loader, model)


if __name__ == "__main__":
    main()
