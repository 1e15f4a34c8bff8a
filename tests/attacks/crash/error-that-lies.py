# replaces: backward.py
# kind: crash
# earns: 0
# tries: Its error has a text that raises, a class that lies and attributes of wrong types.
class Lying(Exception):
    __class__ = SyntaxError
    msg = property(lambda self: 1 / 0)
    text = lineno = offset = filename = errno = reason = name = object()

    def __str__(self):
        raise SystemExit

    __repr__ = __str__


def backward(optimizer, loss):
    raise Lying
