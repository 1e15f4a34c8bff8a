# expect: input-modified
# line: 19
# believes: Once the logits exist the images can be rescaled for display.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    logits = model(images.clone())
    images *= 255
    return logits
