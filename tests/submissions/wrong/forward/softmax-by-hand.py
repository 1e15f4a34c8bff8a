# expect: softmax-in-forward
# line: 24
# believes: Scores mean nothing until they add up to one.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def to_probabilities(scores):
    scores = scores - scores.max(dim=1, keepdim=True).values
    e = scores.exp()
    return e / e.sum(dim=1, keepdim=True)


def forward(model, images):
    return to_probabilities(model(images))
