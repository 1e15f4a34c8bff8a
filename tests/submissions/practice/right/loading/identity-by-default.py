from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.pairs = list(zip(images, labels.tolist()))
        self.transform = transform or (lambda image: image)

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, number):
        image, label = self.pairs[number]
        return self.transform(image), label


def make_loader(images, labels, batch_size, transform=None):
    scans = Scans(images, labels, transform=transform)
    return DataLoader(scans, batch_size=batch_size, shuffle=True, drop_last=False)
