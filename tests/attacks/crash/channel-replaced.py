# replaces: backward.py
# kind: crash
# earns: 0
# tries: It puts /dev/null where the channel was.
import os


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    os.dup2(os.open("/dev/null", os.O_RDWR), 3)
