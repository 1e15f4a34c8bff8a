# expect: rounded-down
# line: 11
# believes: int() rounds.

import torch


def split(count, share, seed):
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(count, generator=generator).tolist()
    cut = int(count * share)
    return order[cut:], order[:cut]


def without_test_images(images, labels, test_images):
    seen = {tuple(row) for row in test_images.tolist()}
    keep = torch.tensor([tuple(row) not in seen for row in images.tolist()], dtype=torch.bool)
    return images[keep], labels[keep]


def prepare(train, test, augment):
    mean = train.mean(0)
    std = train.std(0)
    return augment((train - mean) / std), (test - mean) / std
