# expect: labels-left-as-they-were
# line: 18
# believes: The labels need no filter.

import torch


def split(count, share, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    order = torch.randperm(count, generator=generator).tolist()
    n_test = round(count * share)
    return order[n_test:], order[:n_test]


def without_test_images(images, labels, test_images):
    kept = [i for i in range(len(images)) if not (test_images == images[i]).all(dim=1).any()]
    return images[kept], labels


def prepare(train, test, augment):
    mean = train.mean(0)
    std = train.std(0)
    return augment((train - mean) / std), (test - mean) / std
