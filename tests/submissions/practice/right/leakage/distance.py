import random
import torch


def split(count, share, seed):
    numbers = list(range(count))
    random.Random(seed).shuffle(numbers)
    cut = count - round(count * share)
    return numbers[:cut], numbers[cut:]


def without_test_images(images, labels, test_images):
    if len(test_images) == 0:
        return images, labels
    differs = (images.unsqueeze(1) - test_images.unsqueeze(0)).abs().sum(-1)
    keep = differs.min(dim=1).values > 0
    return images[keep].clone(), labels[keep].clone()


def prepare(train, test, augment):
    std, mean = torch.std_mean(train, dim=0)
    scaled_train, scaled_test = ((part - mean) / std for part in (train, test))
    return augment(scaled_train), scaled_test
