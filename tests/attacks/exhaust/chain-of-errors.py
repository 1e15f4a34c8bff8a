# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: Its error is the context of an error, a hundred thousand times, with a deep traceback.
def deep(n):
    if n:
        deep(n - 1)
    raise ValueError


def backward(optimizer, loss):
    last = None
    for i in range(100_000):
        now = ValueError("again" * 10)
        now.__context__ = now.__cause__ = last
        last = now
    try:
        deep(900)
    except ValueError as error:
        raise error from last
