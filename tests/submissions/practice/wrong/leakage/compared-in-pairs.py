# expect: compared-by-place
# line: 19
# believes: The n-th image of one part can only be the n-th of the other.

import torch


def split(count, share, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    order = torch.randperm(count, generator=generator).tolist()
    n_test = round(count * share)
    return order[n_test:], order[:n_test]


def without_test_images(images, labels, test_images):
    n = min(len(images), len(test_images))
    fresh = torch.ones(len(images), dtype=torch.bool)
    fresh[:n] = (images[:n] != test_images[:n]).any(dim=1)
    return images[fresh], labels[fresh]


def prepare(train, test, augment):
    mean = train.mean(0)
    std = train.std(0)
    return augment((train - mean) / std), (test - mean) / std
