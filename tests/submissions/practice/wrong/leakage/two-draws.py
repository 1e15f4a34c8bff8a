# expect: parts-overlap
# line: 12
# believes: Two random draws of the right size are a split.

import torch


def split(count, share, seed):
    generator = torch.Generator().manual_seed(seed)
    n_test = round(count * share)
    train = torch.randperm(count, generator=generator)[n_test:].tolist()
    test = torch.randperm(count, generator=generator)[:n_test].tolist()
    return train, test


def without_test_images(images, labels, test_images):
    seen = {tuple(row) for row in test_images.tolist()}
    keep = torch.tensor([tuple(row) not in seen for row in images.tolist()], dtype=torch.bool)
    return images[keep], labels[keep]


def prepare(train, test, augment):
    mean = train.mean(0)
    std = train.std(0)
    return augment((train - mean) / std), (test - mean) / std
