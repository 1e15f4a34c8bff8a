# right because: what stands under the main guard runs only when the file is the program
import argparse

import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    return model(images)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("batch_size", type=int)
    size = parser.parse_args().batch_size
    print(forward(SimpleNN(), torch.rand(size, 1, 28, 28)))
