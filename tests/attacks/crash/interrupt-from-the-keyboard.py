# replaces: backward.py
# kind: crash
# earns: 0
# tries: It raises KeyboardInterrupt and GeneratorExit, as if somebody had pressed Ctrl-C.
def backward(optimizer, loss):
    try:
        raise GeneratorExit
    finally:
        raise KeyboardInterrupt
