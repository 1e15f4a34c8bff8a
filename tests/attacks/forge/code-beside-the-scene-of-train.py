# replaces: train.py
# kind: forge
# earns: 0-25
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

class Float(float):
    __float__ = __repr__ = __str__ = __index__ = __eq__ = __hash__ = spy("a number")
    __class__ = property(spy("__class__"))


class Pair(tuple):
    __iter__ = __len__ = __getitem__ = __eq__ = spy("a pair")


def spoil(model, loader):
    images, labels = next(iter(loader))
    model(images)
    for module in model.modules():
        module.training = Thing()
        module.note = Thing()
    for parameter in model.parameters():
        parameter.__class__ = Number
    dataset = vars(loader)["dataset"]
    dataset.fetched = Thing()
    dataset.__class__ = type("Data", (type(dataset),), {"__len__": spy("the length of the data")})


def train_step(model, criterion, optimizer, images, labels):
    model(images)
    images.__class__ = labels.__class__ = Number
    for parameter in model.parameters():
        parameter.__class__ = Number
    return Float(1.0)


def train_epoch(model, criterion, optimizer, loader):
    spoil(model, loader)
    return Float(1.0)


def evaluate(model, criterion, loader):
    spoil(model, loader)
    return Pair((Float(1.0), Thing()))

