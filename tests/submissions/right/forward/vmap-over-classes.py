import torch
from torch import nn
from torch.func import vmap


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(10, 1, 28, 28) * 0.03)
        self.b = nn.Parameter(torch.zeros(10))

    def forward(self, images):
        def score(image, kernel, bias):
            return (image * kernel).sum() + bias
        per_class = vmap(score, in_dims=(None, 0, 0))
        return vmap(per_class, in_dims=(0, None, None))(images, self.w, self.b)


def forward(model, images):
    params = {**dict(model.named_parameters()), **dict(model.named_buffers())}
    return torch.func.functional_call(model, params, args=(images,), kwargs={})
