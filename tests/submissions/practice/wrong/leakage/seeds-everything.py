# expect: global-seed
# line: 9
# believes: manual_seed(seed) concerns this function alone.

import torch


def split(count, share, seed):
    torch.manual_seed(seed)
    order = torch.randperm(count).tolist()
    held_out = round(count * share)
    return order[held_out:], order[:held_out]


def without_test_images(images, labels, test_images):
    kept = [i for i, image in enumerate(images) if not any(torch.equal(image, t) for t in test_images)]
    return images[kept], labels[kept]


def prepare(train, test, augment):
    std, mean = torch.std_mean(train, dim=0)
    scaled_train, scaled_test = ((part - mean) / std for part in (train, test))
    return augment(scaled_train), scaled_test
