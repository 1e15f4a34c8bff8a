# replaces: backward.py
# kind: crash
# earns: 0
# tries: It raises what no `except Exception` catches.
class Beyond(BaseException):
    pass


def backward(optimizer, loss):
    raise Beyond("beyond")
