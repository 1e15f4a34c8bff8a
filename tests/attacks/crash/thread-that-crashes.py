# replaces: backward.py
# kind: crash
# earns: 0-20
# tries: A thread ends the process a little later, between two questions.
import ctypes
import threading


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    threading.Timer(0.003, ctypes.string_at, (0,)).start()
