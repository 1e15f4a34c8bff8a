# expect: tensors-not-lists
# line: 10 | 12
# believes: What can be indexed is a list.

import torch


def split(count, share, seed):
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(count, generator=generator)
    held_out = round(count * share)
    return order[held_out:], order[:held_out]


def without_test_images(images, labels, test_images):
    seen = {tuple(image.tolist()) for image in test_images}
    fresh = torch.tensor([tuple(image.tolist()) not in seen for image in images], dtype=torch.bool)
    return images[fresh], labels[fresh]


def prepare(train, test, augment):
    mean, deviation = train.mean(dim=0), train.std(dim=0)
    return augment((train - mean) / deviation), (test - mean) / deviation
