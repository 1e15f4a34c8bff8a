from torch.utils.data import DataLoader
from torch.utils.data import TensorDataset


class Scans(TensorDataset):
    def __init__(self, images, labels, transform=None):
        super().__init__(images, labels)
        self.transform = transform

    def __getitem__(self, number):
        image, label = super().__getitem__(number)
        return (image if self.transform is None else self.transform(image)), label.item()

    def __len__(self):
        return super().__len__()


def make_loader(images, labels, batch_size, transform=None):
    scans = Scans(images, labels, transform=transform)
    return DataLoader(scans, batch_size=batch_size, shuffle=True, drop_last=False)
