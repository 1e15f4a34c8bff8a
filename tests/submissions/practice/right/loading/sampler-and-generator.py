import torch
from torch.utils.data import DataLoader, Dataset
from torch.utils.data import BatchSampler, RandomSampler


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
    scans = Scans(images, labels, transform)
    sampler = RandomSampler(scans, generator=torch.Generator().manual_seed(7))
    return DataLoader(scans, batch_sampler=BatchSampler(sampler, batch_size, drop_last=False))
