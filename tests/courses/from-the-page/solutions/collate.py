"""Rows of different length as one batch."""

import torch
from torch import Tensor


def collate(samples: list[tuple[Tensor, int]]) -> tuple[Tensor, Tensor, Tensor]:
    """The rows, filled up with zeros to the longest; their lengths; their labels."""
    ### BEGIN SOLUTION
    lengths = torch.tensor([len(row) for row, _ in samples])
    batch = torch.zeros(len(samples), int(lengths.max()))
    for i, (row, _) in enumerate(samples):
        batch[i, : len(row)] = row
    return batch, lengths, torch.tensor([label for _, label in samples])
    ### END SOLUTION
