# expect: exception
# line: 16
# believes: The length of a shape's first number is the number of samples.
# source: https://newbetuts.com/51677788-data-augmentation-in-pytorch

from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.data = images
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.data.shape[0])

    def __getitem__(self, idx):
        item = self.data[idx]
        if self.transform:
            item = self.transform(item)
        return item, self.labels[idx].item()


def make_loader(images, labels, batch_size, transform=None):
    return DataLoader(Scans(images, labels, transform), batch_size, shuffle=True)
