# expect: transform-not-passed-on
# line: 23
# believes: The data set finds the transform by itself.

from torch.utils.data import DataLoader, Dataset


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
    dataset = Scans(images, labels)
    return DataLoader(dataset, batch_size=batch_size, shuffle=True)
