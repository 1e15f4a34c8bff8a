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
    center = train.sum(0) / len(train)
    spread = (((train - center) ** 2).sum(0) / (len(train) - 1)).sqrt()
    def scaled(part):
        return part.sub(center).div(spread)
    ready = scaled(test)
    return augment(scaled(train)), ready
