# replaces: backward.py
# kind: crash
# earns: 0
# tries: It sends itself SIGKILL, in every way.
import os
import signal


def backward(optimizer, loss):
    for send in (os.kill, os.killpg):
        try:
            send(os.getpid(), signal.SIGKILL)
        except OSError:
            pass
    signal.raise_signal(signal.SIGKILL)
