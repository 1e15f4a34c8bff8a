# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It announces a frame of eight gigabytes.
import os


def backward(optimizer, loss):
    os.write(3, b"\xff" * 8 + b"{" * 1000)
