# right because: a coding line in one of the first two lines says how the file is encoded
# -*- coding: latin-1 -*-
# Übung für Anfänger, gelöst in Besançon
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    return model(images)
