# expect: transformed-once
# line: 13
# believes: Transforming everything at the beginning saves time.
# source: https://forums.fast.ai/t/how-do-transformations-work/29399

import torch
from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        if transform is not None:
            images = torch.stack([transform(image) for image in images])
        self.images = images
        self.labels = labels

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, number):
        return self.images[number], int(self.labels[number])


def make_loader(images, labels, batch_size, transform=None):
    return DataLoader(Scans(images, labels, transform), batch_size, shuffle=True)
