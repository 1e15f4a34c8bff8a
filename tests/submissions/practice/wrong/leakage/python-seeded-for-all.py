# expect: seed-not-used
# line: 10
# believes: A new generator is random enough.

import torch


def split(count, share, seed):
    generator = torch.Generator()
    generator.seed()
    order = torch.randperm(count, generator=generator).tolist()
    cut = round(count * share)
    return order[cut:], order[:cut]


def without_test_images(images, labels, test_images):
    kept = [i for i, image in enumerate(images) if not any(torch.equal(image, t) for t in test_images)]
    return images[kept], labels[kept]


def prepare(train, test, augment):
    std, mean = torch.std_mean(train, dim=0)
    scaled_train, scaled_test = ((part - mean) / std for part in (train, test))
    return augment(scaled_train), scaled_test
