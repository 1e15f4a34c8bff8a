# replaces: backward.py
# kind: forge
# earns: 0-16
# tries: It looks for the scene on the stacks of all threads, by all names that Python has for it.
import sys
import threading

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    frames = []
    for thread in threading.enumerate():
        frames += [getattr(thread, "_target", None), getattr(thread, "_args", None)]
    try:
        frames += list(sys._current_frames().values())
    except OSError:
        pass
    for frame in frames:
        while hasattr(frame, "f_locals"):
            sight = frame.f_locals.get("sight")
            if sight is not None:
                raise RuntimeError("BREACH: the sight")
            frame = frame.f_back
