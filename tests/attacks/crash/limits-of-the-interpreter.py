# replaces: backward.py
# kind: crash
# earns: 0-20
# tries: Limits of the interpreter are set as low or as high as they go: recursion, switches, digits, threads.
import gc
import sys
import threading

import torch

sys.setswitchinterval(1e6)
sys.set_int_max_str_digits(640)
gc.set_threshold(1, 1, 1)
threading.stack_size(1 << 30)
torch.set_num_threads(4096)
torch.set_default_device("meta")
torch.autograd.set_detect_anomaly(True)


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    sys.setrecursionlimit(60)
