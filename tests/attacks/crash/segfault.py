# replaces: backward.py
# kind: crash
# earns: 0
# tries: It reads from address 0.
import ctypes


def backward(optimizer, loss):
    ctypes.string_at(0)
