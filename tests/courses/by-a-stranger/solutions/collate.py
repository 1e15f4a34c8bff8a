"""A collate_fn that pads sequences."""

import torch
from torch import Tensor


def pad_collate(samples: list[tuple[Tensor, int]]) -> tuple[Tensor, Tensor, Tensor]:
    """Make one batch of sequences of unlike length, filled up with zeros at their ends.

    samples: pairs of a sequence, float32, shape (L,), and its label
    Returns the sequences (N, longest), the lengths (N,) and the labels (N,), both int64.
    """
    ### BEGIN SOLUTION
    lengths = torch.tensor([len(sequence) for sequence, _ in samples])
    labels = torch.tensor([label for _, label in samples])
    batch = torch.zeros(len(samples), int(lengths.max()))
    for row, (sequence, _) in zip(batch, samples):
        row[: len(sequence)] = sequence
    return batch, lengths, labels
    ### END SOLUTION
