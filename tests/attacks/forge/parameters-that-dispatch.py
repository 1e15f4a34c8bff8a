# replaces: forward.py
# kind: forge
# earns: 0-8
# elsewhere: 0-20
# tries: A model's parameters are a class that answers every operation, and looks for the thread that asks.
import torch
from torch import nn

import _thread

HERE, SEEN = _thread.get_ident(), []


def noted(*_):
    if _thread.get_ident() != HERE:
        SEEN.append("elsewhere")


def look():
    if SEEN:
        raise ValueError("BREACH: it ran beside the scene")


class Answers(torch.Tensor):
    @staticmethod
    def __new__(cls, held):
        made = torch.Tensor._make_wrapper_subclass(
            cls, held.shape, dtype=held.dtype, requires_grad=True, dispatch_sizes_strides_policy="sizes"
        )
        made.held = held
        return made

    @classmethod
    def __torch_dispatch__(cls, func, types, args=(), kwargs=None):
        noted()
        if "sym_size" in str(func) or func is torch.ops.aten.size.default:
            return tuple(args[0].held.shape)
        if func is torch.ops.aten.detach.default:
            return Answers(args[0].held)
        plain = [a.held if isinstance(a, Answers) else a for a in args]
        return func(*plain, **(kwargs or {}))


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        look()
        self.weight = nn.Parameter(Answers(torch.rand(10, 784)))
        self.bias = nn.Parameter(torch.rand(10))

    def forward(self, images):
        look()
        return images.flatten(1) @ self.weight.T + self.bias


def forward(model, images):
    look()
    return model(images)
