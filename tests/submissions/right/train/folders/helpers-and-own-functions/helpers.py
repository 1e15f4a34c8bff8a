"""What both loops share."""

from typing import NamedTuple


class Share(NamedTuple):
    loss: float = 0.0
    hits: int = 0
    images: int = 0

    def __add__(self, other):
        return Share(*(a + b for a, b in zip(self, other)))

    def mean(self):
        return self.loss / self.images, self.hits / self.images


def share_of(loss, logits, labels):
    n = len(labels)
    return Share(float(loss) * n, int(sum(map(int.__eq__, logits.argmax(1).tolist(), labels.tolist()))), n)
