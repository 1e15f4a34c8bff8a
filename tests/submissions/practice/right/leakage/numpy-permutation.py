from dataclasses import dataclass

import numpy as np
import torch


@dataclass(frozen=True)
class Scaler:
    mean: torch.Tensor
    deviation: torch.Tensor

    @classmethod
    def fit(cls, data):
        mean = data.sum(0) / len(data)
        return cls(mean, ((data - mean).square().sum(0) / (len(data) - 1)).sqrt())

    def transform(self, data):
        return data.sub(self.mean).div(self.deviation)


def split(count, share, seed):
    dealt = np.random.default_rng(seed).permutation(count)
    cut = count - round(count * share)
    return dealt[:cut].tolist(), dealt[cut:].tolist()


def without_test_images(images, labels, test_images):
    mask = torch.ones(images.shape[0], dtype=torch.bool)
    for image in test_images:
        mask &= images.ne(image).any(1)
    return images[mask], labels[mask]


def prepare(train, test, augment):
    scaler = Scaler.fit(train)
    return augment(scaler.transform(train)), scaler.transform(test)
