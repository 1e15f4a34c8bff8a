# expect: transform-in-place
# line: 17
# believes: What has been transformed may be kept for the next time.

from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, number):
        if self.transform is not None:
            self.images[number] = self.transform(self.images[number])
        return self.images[number], int(self.labels[number])


def make_loader(images, labels, batch_size, transform=None):
    return DataLoader(Scans(images, labels, transform), batch_size, shuffle=True)
