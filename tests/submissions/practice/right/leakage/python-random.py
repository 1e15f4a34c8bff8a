import random

import torch


def split(count, share, seed):
    test = set(random.Random(seed).sample(range(count), round(share * count)))
    return [n for n in range(count) if n not in test], sorted(test)


def without_test_images(images, labels, test_images):
    known = {tuple(row) for row in test_images.tolist()}
    keep = [n for n, row in enumerate(images.tolist()) if tuple(row) not in known]
    return images[keep], labels[keep]


def prepare(train, test, augment):
    deviation, mean = torch.std_mean(train, 0)
    learned, measured = ((part - mean) / deviation for part in (train, test))
    return augment(learned), measured
