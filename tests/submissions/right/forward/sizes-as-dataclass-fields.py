from dataclasses import dataclass

from torch import nn


@dataclass(eq=False)
class SimpleNN(nn.Module):
    height: int = 28
    width: int = 28
    classes: int = 10

    def __post_init__(self):
        super().__init__()
        self.flat = nn.Flatten()
        self.score = nn.Linear(self.height * self.width, self.classes)

    def forward(self, images):
        return self.score(self.flat(images))


def forward(model, images):
    match images.shape:
        case (_, 1, 28, 28):
            return model(images)
        case shape:
            raise ValueError(f"not images: {shape}")
