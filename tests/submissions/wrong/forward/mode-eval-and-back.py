# expect: mode-changed
# line: 22
# believes: Switching dropout off for the run and on afterwards is harmless.

from contextlib import contextmanager

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


@contextmanager
def evaluating(model):
    was = model.training
    model.eval()
    yield model
    model.train(was)


def forward(model, images):
    with evaluating(model) as m:
        return m(images)
