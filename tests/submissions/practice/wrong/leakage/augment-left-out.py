# expect: never-augmented
# line: 24
# believes: augment is for those who want it.

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
    std, mean = torch.std_mean(train, dim=0)
    return (train - mean) / std, (test - mean) / std
