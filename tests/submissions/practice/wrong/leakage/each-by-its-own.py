# expect: each-part-by-itself
# line: 31
# believes: Each part is scaled by its own mean and deviation, as fit_transform does it.
# source: https://codemia.io/knowledge-hub/path/scikit_learn_-_fit_transform_on_the_test_set

import torch


def split(count, share, seed):
    g = torch.Generator().manual_seed(seed)
    p = torch.randperm(count, generator=g)
    n_test = round(count * share)
    return p[n_test:].tolist(), p[:n_test].tolist()


def without_test_images(images, labels, test_images):
    keep = [not any(torch.equal(x, t) for t in test_images) for x in images]
    keep = torch.tensor(keep, dtype=torch.bool)
    return images[keep], labels[keep]


class StandardScaler:
    def fit_transform(self, x):
        self.mean, self.std = x.mean(0), x.std(0)
        return (x - self.mean) / self.std


def prepare(train, test, augment):
    scaler = StandardScaler()
    train = augment(scaler.fit_transform(train))
    test = scaler.fit_transform(test)
    return train, test
