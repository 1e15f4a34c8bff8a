from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images, labels, transform=None):
        self.data = {"images": images, "labels": labels.tolist()}
        self.change = transform

    def __len__(self):
        return len(self.data["labels"])

    def __getitem__(self, number):
        image = self.data["images"][int(number)]
        return (self.change(image) if self.change is not None else image, self.data["labels"][number])


def make_loader(images, labels, batch_size, transform=None):
    return DataLoader(Scans(images, labels, transform), batch_size, shuffle=True)
