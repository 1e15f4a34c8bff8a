# replaces: forward.py
# kind: forge
# earns: 0-20
# tries: Every object that it gives runs code when it is looked at, and tells where it did.
import _thread

import torch
from torch import nn

HERE = _thread.get_ident()


def spy(name):
    def method(*args, **kwargs):
        if _thread.get_ident() != HERE:
            raise RuntimeError(f"BREACH: {name} was run beside the scene")
        raise AttributeError(name)

    return method


class Kind(type):
    __eq__ = __instancecheck__ = __subclasscheck__ = __getattribute__ = spy("a class")
    __hash__ = type.__hash__


class Thing(metaclass=Kind):
    __class__ = property(spy("__class__"))
    __getattribute__ = __setattr__ = __eq__ = __hash__ = __bool__ = spy("an object")
    __len__ = __iter__ = __float__ = __int__ = __index__ = __str__ = __repr__ = spy("an object")

    def __del__(self):
        spy("a finalizer")()


class Number(nn.Parameter):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        if _thread.get_ident() != HERE:
            raise RuntimeError(f"BREACH: {function} was run beside the scene")
        return super().__torch_function__(function, types, args, kwargs or {})


class Layer(nn.Linear):
    training = property(spy("training"))
    __getattribute__ = __getattr__ = __setattr__ = spy("a layer")

class SimpleNN(nn.Module):
    parameters = named_parameters = modules = train = eval = state_dict = spy("a method")
    training = property(spy("training"))

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(784, 10)
        self.linear.__class__ = Layer
        self.linear.weight.__class__ = Number

    def forward(self, images):
        return (images.flatten(1) @ torch.ones(784, 10)).as_subclass(Number)


def forward(model, images):
    model.note = Thing()
    return model(images).as_subclass(Number)

