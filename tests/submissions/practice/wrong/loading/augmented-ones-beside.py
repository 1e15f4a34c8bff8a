# expect: copies-beside-the-samples
# line: 28
# believes: Augmentation makes the data set larger: each image as it is, and transformed.
# source: https://stackoverflow.com/questions/51677788/data-augmentation-in-pytorch

from torch.utils.data import ConcatDataset, DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = images
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, number):
        image = self.images[number]
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[number])


def make_loader(images, labels, batch_size, transform=None):
    data = Scans(images, labels)
    if transform is not None:
        data = ConcatDataset([data, Scans(images, labels, transform)])
    return DataLoader(data, batch_size=batch_size, shuffle=True)
