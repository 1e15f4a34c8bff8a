# replaces: backward.py
# kind: leak
# earns: full
# tries: It asks Python's own ways to data for the solutions: resources, metadata, loaders and compiled files.
import importlib.metadata
import importlib.resources
import importlib.util
import pkgutil


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

found = ""
for attempt in (
    lambda: pkgutil.get_data("grader", "solutions/backward.py"),
    lambda: pkgutil.get_data("grader", "../solutions/backward.py"),
    lambda: importlib.resources.files("grader").joinpath("../solutions/backward.py").read_text(),
    lambda: importlib.resources.read_text("grader.courses.mnist", "works.py"),
    lambda: str([p.read_text()[:80] for p in importlib.metadata.files("mnist-grade")][:3]),
    lambda: open(importlib.util.cache_from_source("@ROOT@/grader/courses/mnist/works.py"), "rb").read(),
    lambda: open("@ROOT@/solutions/backward.py").read(),
    lambda: importlib.util.find_spec("grader.courses.mnist.works").loader.get_data("@ROOT@/solutions/backward.py"),
):
    try:
        found += str(attempt() or "")[:200]
    except BaseException:
        pass
if found:
    raise RuntimeError("BREACH " + found[:300])
