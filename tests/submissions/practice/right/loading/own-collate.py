import torch
from torch.utils.data import DataLoader, Dataset


def pile(samples):
    images, labels = zip(*samples)
    return torch.stack(images), torch.tensor(labels)


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        super().__init__()
        self.x, self.y = images, labels
        self.t = transform

    def __len__(self):
        return self.x.shape[0]

    def __getitem__(self, index):
        x = self.x[index]
        return (x if self.t is None else self.t(x)), int(self.y[index])


def make_loader(images, labels, batch_size, transform=None):
    return DataLoader(Scans(images, labels, transform), batch_size=batch_size, shuffle=True, collate_fn=pile, num_workers=0)
