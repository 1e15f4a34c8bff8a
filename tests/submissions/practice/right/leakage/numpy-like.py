import torch


def split(count, share, seed):
    order = torch.randperm(count, generator=torch.Generator().manual_seed(seed))
    mask = torch.zeros(count, dtype=torch.bool)
    mask[order[: round(count * share)]] = True
    return (~mask).nonzero().flatten().tolist(), mask.nonzero().flatten().tolist()


def without_test_images(images, labels, test_images):
    seen = {tuple(row) for row in test_images.tolist()}
    keep = torch.tensor([tuple(row) not in seen for row in images.tolist()], dtype=torch.bool)
    return images[keep], labels[keep]


def prepare(train, test, augment):
    mean = train.mean(0)
    std = train.std(0)
    return augment((train - mean) / std), (test - mean) / std
