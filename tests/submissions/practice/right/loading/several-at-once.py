import torch
from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self._x = images
        self._y = labels
        self._t = transform

    def __len__(self):
        return self._x.shape[0]

    def __getitem__(self, number):
        return self.__getitems__([number])[0]

    def __getitems__(self, numbers):
        found = []
        for n in numbers:
            x, y = self._x[n], self._y[n].item()
            found.append((x if self._t is None else self._t(x), y))
        return found


class Together:
    def __call__(self, samples):
        images, labels = zip(*samples)
        return torch.stack(images), torch.as_tensor(labels)


def make_loader(images, labels, batch_size, transform=None):
    return DataLoader(Scans(images, labels, transform), batch_size, True, collate_fn=Together())
