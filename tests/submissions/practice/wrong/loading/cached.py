# expect: transformed-once
# line: 17
# believes: A sample that has been asked for need not be computed again.

from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform
        self.cache = {}

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, number):
        if number not in self.cache:
            image = self.images[number]
            if self.transform:
                image = self.transform(image)
            self.cache[number] = image
        return self.cache[number], int(self.labels[number])


def make_loader(images, labels, batch_size, transform=None):
    return DataLoader(Scans(images, labels, transform), batch_size, shuffle=True)
