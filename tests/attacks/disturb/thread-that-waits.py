# replaces: backward.py
# kind: disturb
# earns: 0-20
# tries: A daemon thread patches PyTorch a little later, in the middle of the next call.
import threading
import time

import torch


def later():
    time.sleep(0.01)
    for _ in range(200):
        was, torch.zeros_like = torch.zeros_like, lambda t: t * 0 + 7
        time.sleep(0)
        torch.zeros_like = was


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    threading.Thread(target=later, daemon=True).start()
