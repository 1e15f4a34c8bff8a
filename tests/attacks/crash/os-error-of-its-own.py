# replaces: backward.py
# kind: crash
# earns: 0
# tries: It raises OSErrors and MissingFunction look-alikes with fields that hold other things.
import sys


def backward(optimizer, loss):
    error = OSError()
    error.errno, error.reason, error.name = [], object(), {"a": 1}
    error.filename = object()
    kind = getattr(sys.modules.get("grader.worker.mishap"), "MissingFunction", None)
    if kind is not None:
        other = kind("backward", "backward.py")
        other.name, other.file = object(), ["not", "a", "file"]
        raise other from error
    raise error
