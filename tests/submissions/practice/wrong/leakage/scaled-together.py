# expect: scaled-by-everything
# line: 24
# believes: More images give a better mean.
# source: https://datascience.stackexchange.com/questions/29055/data-snooping-information-leakage-when-performing-feature-normalization

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
    everything = torch.cat([train, test])
    mean, std = everything.mean(dim=0), everything.std(dim=0)
    return augment((train - mean) / std), (test - mean) / std
