# replaces: backward.py
# kind: leak
# earns: 0-20
# tries: It leaves a note in torch's caches, defaults, scratch and shared memory for the next play.
import os
import tempfile

import torch

NOTE = "mnist-grade-note"
PLACES = [os.path.join(folder, NOTE) for folder in ("/tmp", "/dev/shm", "/var/tmp", tempfile.gettempdir(), os.getcwd())]
if os.environ.get(NOTE) or hasattr(torch, "left_by_an_attack") or any(map(os.path.exists, PLACES)):
    raise RuntimeError("BREACH: an earlier run is still to be seen")
torch.left_by_an_attack = True
os.environ[NOTE] = "1"
for place in PLACES:
    try:
        with open(place, "w") as file:
            file.write("1")
    except OSError:
        pass


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    os._exit(0)
