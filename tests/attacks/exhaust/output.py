# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It prints without end, and catches what stops it.
import os
import sys


def backward(optimizer, loss):
    while True:
        try:
            while True:
                print("x" * 100_000)
                os.write(1, b"x" * 100_000)
                os.write(2, b"x" * 100_000)
        except Exception:
            continue
