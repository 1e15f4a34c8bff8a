# replaces: backward.py
# kind: leak
# earns: full
# tries: It leaves a note in memory, in scratch and in torch, and looks for one of an earlier run.
import glob
import os
import sys

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

found = glob.glob("note-*") + [n for n in dir(torch) if n.startswith("note_")]
found += [n for n in sys.modules if n.startswith("note_")]
found += [n for n in os.environ if n.startswith("NOTE_")]
if found:
    raise RuntimeError(f"BREACH {found}")
open("note-1", "w").write("I was here")
torch.note_1 = sys.modules["note_1"] = "I was here"
os.environ["NOTE_1"] = "I was here"
