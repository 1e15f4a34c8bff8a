# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It uses no processor at all, and waits.
import time


def backward(optimizer, loss):
    time.sleep(3600)
