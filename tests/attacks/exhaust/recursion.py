# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It calls itself without end, with a recursion limit of a thousand million.
import sys

sys.setrecursionlimit(10**9)


def backward(optimizer, loss):
    return backward(optimizer, loss)
