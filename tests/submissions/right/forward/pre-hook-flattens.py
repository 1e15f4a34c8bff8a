from torch import nn


def _as_rows(module, inputs):
    (images,) = inputs
    return (images.flatten(1),)


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(28**2, 10)
        self.out.register_forward_pre_hook(_as_rows)

    def forward(self, images):
        return self.out(images)


def forward(model, images):
    return model.__call__(images)
