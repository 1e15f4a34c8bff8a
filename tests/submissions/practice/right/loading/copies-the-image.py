import torch
from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    def __init__(self, images: torch.Tensor, labels: torch.Tensor, transform=None) -> None:
        self.images = images.clone()
        self.labels = labels.clone()
        self.transform = transform

    def __len__(self) -> int:
        return self.labels.numel()

    def __getitem__(self, number: int):
        image = self.images[number].clone()
        if callable(self.transform):
            image = self.transform(image)
        return image, self.labels[number].item()


def make_loader(images, labels, batch_size, transform=None):
    return DataLoader(Scans(images, labels, transform), batch_size, shuffle=True)
