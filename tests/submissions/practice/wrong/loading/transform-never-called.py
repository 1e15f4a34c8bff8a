# expect: transform-forgotten
# line: 16
# believes: The loader looks for an attribute called transform.

from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, number):
        return self.images[number], int(self.labels[number])


def make_loader(images, labels, batch_size, transform=None):
    return DataLoader(Scans(images, labels, transform), batch_size, shuffle=True)
