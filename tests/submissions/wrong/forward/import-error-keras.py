# expect: import-error
# line: 5
# believes: The layers can come from Keras.

from tensorflow.keras.layers import Flatten
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
