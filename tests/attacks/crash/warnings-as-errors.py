# replaces: backward.py
# kind: crash
# earns: 0-20
# tries: It turns warnings into errors, changes the default types and the number of threads.
import locale
import sys
import warnings

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

warnings.simplefilter("error")
torch.set_default_dtype(torch.float64)
torch.set_num_threads(64)
torch.set_deterministic_debug_mode("error")
sys.setswitchinterval(100)
sys.set_int_max_str_digits(0)
sys.setrecursionlimit(80)
