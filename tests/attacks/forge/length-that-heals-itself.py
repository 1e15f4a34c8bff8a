# replaces: step.py
# kind: forge
# earns: 0-25
# tries: It patches len, which puts itself back the first time that it runs beside the scene.
import _thread
import builtins

import torch

HERE, REAL, RAN = _thread.get_ident(), builtins.len, []


def spy(value):
    if _thread.get_ident() != HERE:
        builtins.len = REAL
        RAN.append(value)
    return REAL(value)


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    if RAN:
        raise RuntimeError("BREACH: len was run beside the scene")
    optimizer.step()
    builtins.len = spy
