# expect: split-in-order
# line: 10 | 11
# believes: The last fifth is as good as any.

import torch


def split(count, share, seed):
    held_out = round(count * share)
    numbers = list(range(count))
    return numbers[: count - held_out], numbers[count - held_out :]


def without_test_images(images, labels, test_images):
    kept = [i for i, image in enumerate(images) if not any(torch.equal(image, t) for t in test_images)]
    return images[kept], labels[kept]


def prepare(train, test, augment):
    std, mean = torch.std_mean(train, dim=0)
    scaled_train, scaled_test = ((part - mean) / std for part in (train, test))
    return augment(scaled_train), scaled_test
