# replaces: backward.py
# kind: report
# earns: 0
# tries: Its error is one line of a million characters, with marks on marks on a letter.
def backward(optimizer, loss):
    raise ValueError("Z" + "\u0301" * 300 + "A" * 1_000_000)
