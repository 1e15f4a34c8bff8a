from torch.utils.data import BatchSampler, DataLoader, Dataset, RandomSampler


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.pairs = list(zip(images.unbind(), labels.tolist()))
        self.transform = transform or (lambda image: image)

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, number):
        image, label = self.pairs[number]
        return self.transform(image.clone()), label


def make_loader(images, labels, batch_size, transform=None):
    scans = Scans(images, labels, transform=transform)
    groups = BatchSampler(RandomSampler(scans), batch_size=batch_size, drop_last=False)
    return DataLoader(scans, batch_sampler=groups)
