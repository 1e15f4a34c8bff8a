# replaces: backward.py
# kind: crash
# earns: 0
# tries: It aborts.
import os


def backward(optimizer, loss):
    os.abort()
