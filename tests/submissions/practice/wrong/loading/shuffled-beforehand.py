# expect: shuffled-once
# line: 22 | 24
# believes: Shuffled once is shuffled.

import torch
from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.x, self.y, self.t = images, labels, transform

    def __len__(self):
        return self.y.shape[0]

    def __getitem__(self, i):
        x, y = self.x[i], self.y[i].item()
        return (self.t(x), y) if self.t else (x, y)


def make_loader(images, labels, batch_size, transform=None):
    order = torch.randperm(len(labels))
    dataset = Scans(images[order], labels[order], transform)
    return DataLoader(dataset, batch_size=batch_size)
