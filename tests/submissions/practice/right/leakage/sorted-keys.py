import torch


def split(count, share, seed):
    keys = torch.rand(count, generator=torch.Generator().manual_seed(seed * 7919 + 1))
    order = keys.argsort().tolist()
    n = round(share * count)
    return sorted(order[n:]), sorted(order[:n])


def without_test_images(images, labels, test_images):
    kept = [i for i, image in enumerate(images) if not any(torch.equal(image, t) for t in test_images)]
    return images[kept], labels[kept]


def prepare(train, test, augment):
    std, mean = torch.std_mean(train, dim=0)
    scaled_train, scaled_test = ((part - mean) / std for part in (train, test))
    return augment(scaled_train), scaled_test
