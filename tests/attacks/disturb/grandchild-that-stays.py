# replaces: backward.py
# kind: disturb
# earns: full
# tries: It leaves a grandchild behind in a session of its own, for ten seconds at most.
import os
import time


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

try:
    if os.fork() == 0:
        try:
            os.setsid()
            if os.fork() == 0:
                time.sleep(10)
        finally:
            os._exit(0)
except OSError:
    pass
