# expect: not-implemented
# line: 19
# believes: The class alone is the exercise.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    """Run the model on the images and return the logits."""
    raise NotImplementedError
