# expect: last-batch-dropped
# line: 26
# believes: Batches must all be of one size.

from torch.utils.data import DataLoader, Dataset


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
    dataset = Scans(images, labels, transform)
    return DataLoader(dataset, batch_size=batch_size, shuffle=True, drop_last=True)
