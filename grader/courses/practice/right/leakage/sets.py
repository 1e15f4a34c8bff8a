import random

import torch


def split(count, share, seed):
    numbers = list(range(count))
    random.Random(seed).shuffle(numbers)
    test = sorted(numbers[: int(round(share * count))])
    return [n for n in range(count) if n not in set(test)], test


def without_test_images(images, labels, test_images):
    known = {tuple(image.tolist()) for image in test_images}
    kept = [i for i, image in enumerate(images) if tuple(image.tolist()) not in known]
    return images[kept], labels[kept]


def prepare(train, test, augment):
    m = train.mean(0, keepdim=True)
    s = ((train - m) ** 2).sum(0, keepdim=True).div(len(train) - 1).sqrt()
    return augment((train - m) / s), (test - m) / s
