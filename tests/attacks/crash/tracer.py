# replaces: backward.py
# kind: crash
# earns: 0-20
# tries: It leaves a trace function behind that raises in whatever is called next.
import sys
import threading


def breaks(*_):
    raise RuntimeError("from the tracer")


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    threading.settrace(breaks)
    sys.setprofile(breaks)
    sys.settrace(breaks)
