# expect: wrong-accuracy
# line: 54
# asked: https://github.com/yangsiyu007/SpaceNetExploration/issues/2
import logging
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(message)s")


class Buildings(Dataset):
    def __init__(self, n, seed):
        g = torch.Generator().manual_seed(seed)
        self.mask = torch.zeros(n, 12, 12, dtype=torch.long)
        for i in range(n):
            r, c = torch.randint(0, 8, (2,), generator=g).tolist()
            self.mask[i, r : r + 4, c : c + 4] = 1
        self.image = self.mask.unsqueeze(1) + 0.4 * torch.randn(n, 1, 12, 12, generator=g)

    def __len__(self):
        return len(self.mask)

    def __getitem__(self, i):
        return self.image[i], self.mask[i]


class Unet(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(1, 8, 3, padding=1)
        self.bottom = nn.Conv2d(8, 16, 3, padding=1)
        self.up = nn.ConvTranspose2d(16, 8, 2, stride=2)
        self.last = nn.Conv2d(16, 2, 1)

    def forward(self, x):
        d = F.relu(self.down(x))
        b = F.relu(self.bottom(F.max_pool2d(d, 2)))
        return self.last(torch.cat([d, F.relu(self.up(b))], dim=1))


def check_accuracy(loader, model):
    num_correct, num_samples = 0, 0
    model.eval()
    with torch.no_grad():
        for x, y in loader:
            preds = model(x).argmax(1)
            num_correct += (preds == y).sum().item()
            num_samples += preds.size(0)
    acc = float(num_correct) / num_samples
    print("Got %d / %d correct, accuracy %.2f" % (num_correct, num_samples, acc))
    return acc


def main():
    torch.manual_seed(0)
    model = Unet()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    train_loader = DataLoader(Buildings(320, 0), batch_size=16, shuffle=True)
    val_loader = DataLoader(Buildings(64, 1), batch_size=16)
    for epoch in range(3):
        model.train()
        for x, y in train_loader:
            loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        check_accuracy(val_loader, model)


if __name__ == "__main__":
    main()
