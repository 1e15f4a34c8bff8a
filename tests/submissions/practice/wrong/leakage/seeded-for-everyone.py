# expect: global-seed | random-numbers-moved-on
# line: 9
# believes: manual_seed is how a split is made reproducible.

import torch


def split(count, share, seed):
    torch.manual_seed(seed)
    order = torch.randperm(count)
    n = round(share * count)
    return order[n:].tolist(), order[:n].tolist()


def without_test_images(images, labels, test_images):
    distance = (images.unsqueeze(1) - test_images.unsqueeze(0)).abs().sum(-1)
    keep = distance.min(dim=1).values > 0
    return images[keep], labels[keep]


def prepare(train, test, augment):
    mu, sigma = train.mean(0, keepdim=True), train.std(0, keepdim=True)
    return augment((train - mu) / sigma), (test - mu) / sigma
