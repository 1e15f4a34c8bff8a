# replaces: backward.py
# kind: exhaust
# earns: full
# stopped by: namespaces
# tries: It fills its scratch folder with many files, up to 32 megabytes.
import os


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

written = made = 0
try:
    for made in range(64):
        with open(f"part-{made}", "wb", buffering=0) as file:
            written += file.write(bytes(1 << 19))
except OSError:
    pass
for i in range(made + 1):
    os.unlink(f"part-{i}")
if written > 20 << 20:
    raise RuntimeError("BREACH")
