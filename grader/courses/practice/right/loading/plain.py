import torch
from torch.utils.data import BatchSampler, DataLoader, RandomSampler


class Scans:
    def __init__(self, images, labels, transform=None):
        self.samples = list(zip(images, labels.tolist()))
        self.transform = transform or (lambda image: image)

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, number):
        image, label = self.samples[number]
        return self.transform(image), label


def make_loader(images, labels, batch_size, transform=None):
    scans = Scans(images, labels, transform)
    order = RandomSampler(scans)
    return DataLoader(scans, batch_sampler=BatchSampler(order, batch_size, drop_last=False))
