# replaces: backward.py
# kind: crash
# earns: 0
# tries: It hangs in atexit after it has asked Python to end.
import atexit
import sys
import time

atexit.register(time.sleep, 3600)


def backward(optimizer, loss):
    sys.exit(1)
