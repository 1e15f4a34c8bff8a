# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: The text of its error is two hundred megabytes long, and so is its type's name.
Long = type("L" * 50_000_000, (Exception,), {"__str__": lambda self: "text" * 50_000_000})


def backward(optimizer, loss):
    raise Long
