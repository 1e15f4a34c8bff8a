import torch
from torch.utils.data import random_split


def split(count, share, seed):
    held_out = round(count * share)
    dice = torch.Generator()
    dice.manual_seed(seed)
    train, test = random_split(range(count), [count - held_out, held_out], generator=dice)
    return list(train.indices), list(test.indices)


def without_test_images(images, labels, test_images):
    pairs = [(x, y) for x, y in zip(images, labels) if not any(map(x.equal, test_images))]
    if not pairs:
        return images[:0], labels[:0]
    x, y = zip(*pairs)
    return torch.stack(x), torch.stack(y)


def prepare(train, test, augment):
    mean = torch.mean(train, dim=0, keepdim=True)
    scale = 1 / torch.std(train, dim=0, keepdim=True)
    test = torch.mul(torch.sub(test, mean), scale)
    train = torch.mul(torch.sub(train, mean), scale)
    return augment(train), test
