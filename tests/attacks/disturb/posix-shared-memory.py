# replaces: backward.py
# kind: disturb
# earns: full
# stopped by: files
# tries: It makes shared memory by a name, as multiprocessing and torch do.
import mmap
import os


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

path = "/dev/shm/mnist-grade-attack"
try:
    file = os.open(path, os.O_CREAT | os.O_RDWR)
    os.close(file)
    os.unlink(path)
    found = True
except OSError:
    found = False
if found:
    raise RuntimeError("BREACH")
