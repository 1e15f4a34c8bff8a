# replaces: backward.py
# kind: crash
# earns: 0-20
# tries: It empties sys.modules, sys.path and the builtins.
import builtins
import sys


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    sys.path.clear()
    sys.modules.clear()
    builtins.__dict__.clear()
