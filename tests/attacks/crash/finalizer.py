# replaces: backward.py
# kind: crash
# earns: 0-20
# tries: Its objects raise, exit and revive themselves when they are collected.
import gc
import sys

KEPT = []


class Undead:
    def __del__(self):
        KEPT.append(self)
        raise SystemExit("from the grave")


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for _ in range(100):
        Undead()
    loop = [Undead()]
    loop.append(loop)
    del loop
    gc.collect()
    sys.unraisablehook = lambda *_: 1 / 0
