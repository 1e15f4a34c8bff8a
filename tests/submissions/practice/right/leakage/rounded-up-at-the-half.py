# The test part is rounded by adding a half and cutting off.

import random

import torch


def split(count, share, seed):
    numbers = list(range(count))
    random.Random(seed).shuffle(numbers)
    held_out = int(count * share + 0.5)
    return numbers[held_out:], numbers[:held_out]


def without_test_images(images, labels, test_images):
    kept = [i for i in range(len(images)) if not (test_images == images[i]).all(dim=1).any()]
    return images[kept], labels[kept]


def prepare(train, test, augment):
    mean, std = train.mean(dim=0), train.std(dim=0)
    return augment((train - mean) / std), (test - mean) / std
