# expect: each-part-by-itself
# line: 24
# believes: Each part is scaled by itself.
# source: https://stats.stackexchange.com/questions/174823/how-to-apply-standardization-normalization-to-train-and-testset-if-prediction-i

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
    train = (train - train.mean(0)) / train.std(0)
    test = (test - test.mean(0)) / test.std(0)
    return augment(train), test
