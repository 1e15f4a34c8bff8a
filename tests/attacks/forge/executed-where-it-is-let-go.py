# replaces: backward.py
# kind: forge
# earns: 0
# tries: What it returns and keeps has finalizers that are Python's own exec, with no frame of theirs.
import functools
import gc

CODE = """
if "sight" in dir():
    import builtins
    builtins.FOUND = True
"""


class Goodbye:
    __del__ = staticmethod(functools.partial(exec, CODE))


class Marked:
    pass


def backward(optimizer, loss):
    import builtins

    if getattr(builtins, "FOUND", False):
        raise RuntimeError("BREACH: the sight")
    gc.enable()
    gc.set_threshold(1)
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            parameter.note = Goodbye()
            parameter.grad = None
    one, other = Marked(), Marked()
    one.other, other.one, one.bye = other, one, Goodbye()
    loss.note = Goodbye()
    return Goodbye()
