"""Exercise 8: nothing of the test may reach the training."""

from collections.abc import Callable

import torch
from torch import Tensor


def split(count: int, share: float, seed: int) -> tuple[list[int], list[int]]:
    """Deal the numbers from 0 to below `count` into a training part and a test part, at random.

    share: the test part holds this share of the samples, rounded to a whole number.
    seed: the same seed gives the same split, another one another split. PyTorch's own random
    numbers go on as if nothing had been drawn: use a `torch.Generator`.
    Returns (train, test): two lists of numbers. Every number is in one of them, and in one only.

    Data are often sorted, so the test part must not be a piece of it as it lies.
    """
    ### BEGIN SOLUTION
    order = torch.randperm(count, generator=torch.Generator().manual_seed(seed)).tolist()
    held_out = round(count * share)
    return order[held_out:], order[:held_out]
    ### END SOLUTION


def without_test_images(
    images: Tensor, labels: Tensor, test_images: Tensor
) -> tuple[Tensor, Tensor]:
    """Give the training samples whose image does not stand in the test part as well.

    images: float32, shape (N, D), the training part.
    labels: int64, shape (N,).
    test_images: float32, shape (M, D).
    Returns images and labels of the others, in their order. Collections hold the same image twice
    more often than one would think.
    """
    ### BEGIN SOLUTION
    same = (images[:, None] == test_images[None]).all(dim=2)
    fresh = ~same.any(dim=1)
    return images[fresh], labels[fresh]
    ### END SOLUTION


def prepare(
    train: Tensor, test: Tensor, augment: Callable[[Tensor], Tensor]
) -> tuple[Tensor, Tensor]:
    """Scale both parts alike, and augment what is learned from.

    train: float32, shape (N, D).
    test: float32, shape (M, D).
    augment: changes images at random; it takes a part as a whole.
    Returns both parts. Scaled is: minus the mean, divided by the standard deviation (as
    `Tensor.std` gives it), of each of the D pixels. After that the training part has been
    augmented, once. The test part stands for images that nobody has seen yet: nothing is learned
    from it, no mean either, and it is measured as it is.
    """
    ### BEGIN SOLUTION
    mean, deviation = train.mean(dim=0), train.std(dim=0)
    return augment((train - mean) / deviation), (test - mean) / deviation
    ### END SOLUTION
