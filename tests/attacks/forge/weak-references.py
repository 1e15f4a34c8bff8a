# replaces: backward.py
# kind: forge
# earns: 20
# tries: Weak references with callbacks to all it is handed, to find the thread where the last of it is let go.
import weakref

import _thread

HERE, SEEN = _thread.get_ident(), []


def noted(*_):
    if _thread.get_ident() != HERE:
        SEEN.append("elsewhere")


def look():
    if SEEN:
        raise ValueError("BREACH: it ran beside the scene")


KEPT = []


def follow(thing):
    try:
        KEPT.append(weakref.ref(thing, noted))
    except TypeError:
        pass


def backward(optimizer, loss):
    look()
    for thing in (optimizer, loss, loss.grad_fn, loss.untyped_storage()):
        follow(thing)
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            if parameter.grad is not None:
                follow(parameter.grad)
                follow(parameter.grad.untyped_storage())
            follow(parameter)
            follow(parameter.data)
            follow(parameter.untyped_storage())
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            if parameter.grad is not None:
                follow(parameter.grad)
                follow(parameter.grad.untyped_storage())
