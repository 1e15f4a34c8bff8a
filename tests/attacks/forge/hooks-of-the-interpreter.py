# replaces: backward.py
# kind: forge
# earns: 0-20
# tries: Python's hooks for warnings, errors and output are its own, and each looks for the thread that calls it.
import builtins
import sys
import threading
import warnings

import _thread

HERE, SEEN = _thread.get_ident(), []


def noted(*_):
    if _thread.get_ident() != HERE:
        SEEN.append("elsewhere")


def look():
    if SEEN:
        raise ValueError("BREACH: it ran beside the scene")


for name in ("unraisablehook", "excepthook", "displayhook", "breakpointhook"):
    setattr(sys, name, noted)
threading.excepthook = noted
warnings.showwarning = warnings.warn = warnings.warn_explicit = warnings._showwarnmsg = noted
warnings.simplefilter("always")


class Stream:
    encoding = "utf-8"

    def __getattr__(self, name):
        noted()
        return noted


sys.stderr = sys.__stderr__ = Stream()


class Dies:
    def __del__(self):
        raise ValueError("as it is let go")


def backward(optimizer, loss):
    look()
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            parameter.evil = Dies()
            parameter.requires_grad_(True)
    loss.evil = Dies()
