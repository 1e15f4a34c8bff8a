# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: Its error is a group of groups of errors, with notes without end, each with a text that grows.
class Grows(ExceptionGroup):
    def __str__(self):
        return "x" * 50_000_000

    def __repr__(self):
        raise KeyboardInterrupt

    @property
    def __notes__(self):
        return iter(lambda: "note", None)

    def split(self, condition):
        while True:
            condition = condition

    derive = split


def backward(optimizer, loss):
    error = ValueError("in the middle")
    for _ in range(20_000):
        error = Grows("a group", [error])
    for number in range(100_000):
        BaseException.add_note(error.exceptions[0].exceptions[0], "note " * 20) if number < 2 else None
    raise error
