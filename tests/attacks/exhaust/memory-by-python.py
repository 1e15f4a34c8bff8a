# replaces: backward.py
# kind: exhaust
# earns: 0
# stopped by: limits
# tries: It fills memory with bytes, up to three quarters of a gigabyte.
def backward(optimizer, loss):
    hoard = []
    for _ in range(48):
        hoard.append(bytearray(16 << 20))
    raise RuntimeError("BREACH")
