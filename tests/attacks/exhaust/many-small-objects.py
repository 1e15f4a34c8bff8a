# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It makes small objects without end, a list in a list in a list.
def backward(optimizer, loss):
    hoard = None
    for _ in range(20_000_000):
        hoard = [hoard, object()]
