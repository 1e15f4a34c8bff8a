# expect: any-pixel-counts
# line: 17
# believes: Images are the same where a pixel is.

import random
import torch


def split(count, share, seed):
    numbers = list(range(count))
    random.Random(seed).shuffle(numbers)
    cut = count - round(count * share)
    return numbers[:cut], numbers[cut:]


def without_test_images(images, labels, test_images):
    same = (images[:, None, :] == test_images[None, :, :]).any(dim=2)
    fresh = ~same.any(dim=1)
    return images[fresh], labels[fresh]


def prepare(train, test, augment):
    std, mean = torch.std_mean(train, dim=0)
    scaled_train, scaled_test = ((part - mean) / std for part in (train, test))
    return augment(scaled_train), scaled_test
