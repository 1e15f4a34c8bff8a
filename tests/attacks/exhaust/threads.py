# replaces: backward.py
# kind: exhaust
# earns: 0-20
# tries: It starts threads until it is told to stop, at most two thousand.
import threading


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

end = threading.Event()
started = 0
try:
    for _ in range(2000):
        threading.Thread(target=end.wait, args=(3,), daemon=True).start()
        started += 1
except (RuntimeError, MemoryError):
    pass
end.set()
if started == 2000:
    raise RuntimeError("BREACH")
