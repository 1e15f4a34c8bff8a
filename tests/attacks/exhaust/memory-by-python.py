# replaces: backward.py
# kind: exhaust
# earns: 0
# stopped by: limits
# tries: It fills memory with bytes, up to a gigabyte and a half.
def backward(optimizer, loss):
    hoard = []
    for _ in range(96):
        hoard.append(bytearray(16 << 20))
    raise RuntimeError("BREACH")
