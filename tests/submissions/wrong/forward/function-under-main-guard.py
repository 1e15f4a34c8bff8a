# expect: missing-function
# believes: Code under the main guard is loaded as well when the file is imported.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


if __name__ == "__main__":

    def forward(model, images):
        return model(images)

    print(forward(SimpleNN(), torch.rand(2, 1, 28, 28)).shape)
