# replaces: backward.py
# kind: report
# earns: 0
# tries: Its error holds every control character there is.
def backward(optimizer, loss):
    raise ValueError("".join(map(chr, (*range(32), *range(127, 160)))) + "\r100\b\b\b\b")
