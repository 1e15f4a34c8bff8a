# replaces: backward.py
# kind: exhaust
# earns: full
# stopped by: limits
# tries: It opens the same file until it is told to stop, at most five thousand times.
import os


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

held = []
try:
    for _ in range(900):
        held.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
for number in held:
    os.close(number)
if len(held) == 900:
    raise RuntimeError("BREACH")
