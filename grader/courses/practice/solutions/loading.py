"""Exercise 5: samples by number, and batches of them."""

from torch import Tensor
from torch.utils.data import DataLoader, Dataset


class Scans(Dataset):
    """Images beside their labels, by number."""

    def __init__(self, images: Tensor, labels: Tensor, transform=None) -> None:
        """Keep what is needed; nothing is transformed yet.

        images: float32, shape (M, 1, H, W).
        labels: int64, shape (M,).
        transform: a function of one image (1, H, W), such as a random shift; None for none.
        """
        ### BEGIN SOLUTION
        self.images, self.labels, self.transform = images, labels, transform
        ### END SOLUTION

    def __len__(self) -> int:
        """Give the number of samples."""
        ### BEGIN SOLUTION
        return len(self.labels)
        ### END SOLUTION

    def __getitem__(self, number: int) -> tuple[Tensor, int]:
        """Give the image and the label of one sample.

        The image is transformed, afresh each time that it is asked for; what is kept stays as it is.
        """
        ### BEGIN SOLUTION
        image = self.images[number]
        if self.transform is not None:
            image = self.transform(image)
        return image, int(self.labels[number])
        ### END SOLUTION


def make_loader(images: Tensor, labels: Tensor, batch_size: int, transform=None) -> DataLoader:
    """Make a loader of these samples for training.

    In each epoch every sample comes once, in another order than before, in batches of batch_size;
    the last batch holds what is left, and is kept. Each image is transformed as `Scans` does it.
    """
    ### BEGIN SOLUTION
    return DataLoader(Scans(images, labels, transform), batch_size=batch_size, shuffle=True)
    ### END SOLUTION
