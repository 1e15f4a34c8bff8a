# expect: any-pixel-counts
# line: 17
# believes: An image that has a pixel of a test image in common stands in the test part.

import torch


def split(count, share, seed):
    order = torch.randperm(count, generator=torch.Generator().manual_seed(seed))
    n = round(count * share)
    return order[n:].tolist(), order[:n].tolist()


def without_test_images(images, labels, test_images):
    keep = []
    for i, image in enumerate(images):
        if not (image == test_images).any():
            keep.append(i)
    return images[keep], labels[keep]


def prepare(train, test, augment):
    mean = train.mean(dim=0)
    std = train.std(dim=0)
    return augment((train - mean) / std), (test - mean) / std
