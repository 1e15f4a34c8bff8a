# right because: torchvision may be imported, used or not
import numpy as np
import torchvision
from torchvision import transforms
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


to_tensor = transforms.ToTensor()
PIXELS = int(np.prod((1, 28, 28)))


def forward(model, images):
    return model(images)
