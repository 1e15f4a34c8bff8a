# replaces: backward.py
# kind: crash
# earns: 0
# tries: It closes the channel and goes on as if nothing had happened.
import os


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    os.close(3)
