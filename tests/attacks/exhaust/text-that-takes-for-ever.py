# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: The text of its error never comes to an end.
class Endless(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def backward(optimizer, loss):
    raise Endless
