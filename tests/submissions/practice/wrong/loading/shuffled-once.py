# expect: shuffled-once
# line: 26 | 28
# believes: Shuffled data need no shuffling loader.

import torch
from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, number):
        image = self.images[number]
        if self.transform:
            image = self.transform(image)
        return image, self.labels[number].item()


def make_loader(images, labels, batch_size, transform=None):
    order = torch.randperm(len(images))
    dataset = Scans(images[order], labels[order], transform)
    return DataLoader(dataset, batch_size=batch_size, shuffle=False)
