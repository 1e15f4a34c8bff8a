# expect: transformed-once
# line: 14
# believes: Images are prepared once, when the data set is made; that is faster.

import torch
from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.samples = []
        for image, label in zip(images, labels):
            if transform is not None:
                image = transform(image)
            self.samples.append((image, int(label)))

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, number):
        return self.samples[number]


def make_loader(images, labels, batch_size, transform=None):
    scans = Scans(images, labels, transform)
    return DataLoader(scans, batch_size=batch_size, shuffle=True, drop_last=False)
