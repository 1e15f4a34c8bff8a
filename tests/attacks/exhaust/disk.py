# replaces: backward.py
# kind: exhaust
# earns: 0-20
# stopped by: limits, namespaces
# tries: It fills its scratch folder with one large file, up to 32 megabytes.
import os


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

written = 0
try:
    with open("large", "wb", buffering=0) as file:
        for _ in range(32):
            written += file.write(bytes(1 << 20))
except OSError:
    pass
os.unlink("large")
if written > 20 << 20:
    raise RuntimeError("BREACH")
