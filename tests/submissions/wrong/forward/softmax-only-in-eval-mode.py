# expect: softmax-in-forward
# line: 16
# believes: Training wants logits, but a model in evaluation mode should answer with probabilities.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        logits = self.fc(x.flatten(1))
        if not self.training:
            return logits.softmax(dim=-1)
        return logits


def forward(model, images):
    return model(images)
