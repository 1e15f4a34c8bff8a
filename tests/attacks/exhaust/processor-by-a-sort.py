# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It sorts with a comparison that never ends, and catches everything.
class Slow:
    def __lt__(self, other):
        while True:
            try:
                while True:
                    sum(range(1000))
            except BaseException:
                continue


def backward(optimizer, loss):
    sorted([Slow(), Slow()])
