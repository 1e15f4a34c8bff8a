# replaces: loss.py
# kind: forge
# earns: 14
# tries: It replaces functions of the standard library that a scene may call, and takes its frames.
import _thread
import itertools
import math
import operator

from torch import nn

OURS, FRAMES = _thread.get_ident(), []


def taking(function):
    def taken(*args, **options):
        if _thread.get_ident() != OURS:
            try:
                raise KeyError
            except KeyError as error:
                FRAMES.append(error)
        return function(*args, **options)

    return taken


math.prod = taking(math.prod)
operator.is_not = taking(operator.is_not)
itertools.repeat = taking(itertools.repeat)


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    if FRAMES:
        raise ValueError("BREACH")
    return criterion(logits, labels)
