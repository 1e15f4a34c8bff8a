# replaces: backward.py
# kind: crash
# earns: 0
# tries: Its thread ends by the kernel's own call, so that the process is there and nobody answers.
import ctypes


def backward(optimizer, loss):
    ctypes.CDLL(None).syscall(60, 0)
