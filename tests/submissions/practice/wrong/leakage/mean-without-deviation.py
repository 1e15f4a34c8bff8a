# expect: divided-by-variance
# line: 23 | 24
# believes: Scaled is divided by the variance.

import torch


def split(count, share, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    order = torch.randperm(count, generator=generator).tolist()
    n_test = round(count * share)
    return order[n_test:], order[:n_test]


def without_test_images(images, labels, test_images):
    seen = {tuple(row) for row in test_images.tolist()}
    keep = torch.tensor([tuple(row) not in seen for row in images.tolist()], dtype=torch.bool)
    return images[keep], labels[keep]


def prepare(train, test, augment):
    mean, variance = train.mean(dim=0), train.var(dim=0)
    train, test = (train - mean) / variance, (test - mean) / variance
    return augment(train), test
