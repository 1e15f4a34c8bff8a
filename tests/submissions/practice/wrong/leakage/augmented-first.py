# expect: augmented-before-scaling
# line: 23
# believes: Augmentation comes first, as in a list of transforms.

import random
import torch


def split(count, share, seed):
    numbers = list(range(count))
    random.Random(seed).shuffle(numbers)
    cut = count - round(count * share)
    return numbers[:cut], numbers[cut:]


def without_test_images(images, labels, test_images):
    kept = [i for i, image in enumerate(images) if not any(torch.equal(image, t) for t in test_images)]
    return images[kept], labels[kept]


def prepare(train, test, augment):
    mean, std = train.mean(dim=0), train.std(dim=0)
    train = augment(train)
    return (train - mean) / std, (test - mean) / std
