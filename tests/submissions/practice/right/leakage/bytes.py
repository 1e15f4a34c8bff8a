import torch


def split(count, share, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    order = torch.randperm(count, generator=generator).tolist()
    n_test = round(count * share)
    return order[n_test:], order[:n_test]


def without_test_images(images, labels, test_images):
    known = {row.numpy().tobytes() for row in test_images}
    keep = [row.numpy().tobytes() not in known for row in images]
    keep = torch.tensor(keep, dtype=torch.bool)
    return torch.masked_select(images, keep[:, None]).view(-1, images.shape[1]), labels.masked_select(keep)


def prepare(train, test, augment):
    mean = train.mean(0)
    std = train.std(0)
    return augment((train - mean) / std), (test - mean) / std
