"""Samples by number, and batches of them."""

from torch import Tensor
from torch.utils.data import DataLoader, Dataset


class Pairs(Dataset):
    """Inputs beside their labels."""

    def __init__(self, inputs: Tensor, labels: Tensor) -> None:
        ### BEGIN SOLUTION
        self.inputs, self.labels = inputs, labels
        ### END SOLUTION

    def __len__(self) -> int:
        ### BEGIN SOLUTION
        return len(self.labels)
        ### END SOLUTION

    def __getitem__(self, number: int) -> tuple[Tensor, int]:
        ### BEGIN SOLUTION
        return self.inputs[number], self.labels[number].item()
        ### END SOLUTION


def batches(inputs: Tensor, labels: Tensor, size: int) -> DataLoader:
    """A loader of the pairs in their order, the last batch smaller.

    inputs: float32, shape (M, 3)
    labels: int64, shape (M,), below 9
    """
    ### BEGIN SOLUTION
    return DataLoader(Pairs(inputs, labels), batch_size=size)
    ### END SOLUTION
