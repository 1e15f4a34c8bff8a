# replaces: backward.py
# kind: leak
# earns: full
# tries: It goes through every object in memory for a course, a held-out split or a seed.
import gc
import sys

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

SECRET = {"Course", "Dataset", "Split", "Examiner", "Works", "Reference", "Submission", "Exercise"}
found = []
for thing in gc.get_objects():
    kind = type(thing)
    if kind.__name__ in SECRET and kind.__module__.startswith("grader."):
        found.append(kind.__name__)
    if type(thing) is str and "change me before" in thing:
        found.append(thing)
    if isinstance(thing, torch.Tensor) and thing.dim() >= 1 and len(thing) == 1797:
        found.append("all digits")
found += [m for m in sys.modules if m.startswith(("grader.course", "grader.judge", "pytest"))]
if found:
    raise RuntimeError(f"BREACH {found[:10]}")
