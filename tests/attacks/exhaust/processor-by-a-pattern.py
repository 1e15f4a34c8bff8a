# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It matches a regular expression that takes longer than the universe.
import re


def backward(optimizer, loss):
    re.match(r"(a|a)*$", "a" * 80 + "b")
