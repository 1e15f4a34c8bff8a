from torch.utils.data import DataLoader, TensorDataset


class Scans(TensorDataset):
    def __init__(self, images, labels, transform=None):
        super().__init__(images, labels)
        self.transform = transform

    def __len__(self):
        return self.tensors[0].shape[0]

    def __getitem__(self, number):
        image, label = super().__getitem__(number)
        return (self.transform(image) if self.transform else image.clone()), label


def make_loader(images, labels, batch_size, transform=None):
    return DataLoader(Scans(images, labels, transform=transform), batch_size, True, drop_last=False)
