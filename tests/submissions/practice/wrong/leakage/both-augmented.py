# expect: test-augmented
# line: 26
# believes: Both parts must be treated alike.

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
    mean, std = train.mean(dim=0), train.std(dim=0)
    train = (train - mean) / std
    test = (test - mean) / std
    return augment(train), augment(test)
