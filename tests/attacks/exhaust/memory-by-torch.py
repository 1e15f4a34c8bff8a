# replaces: backward.py
# kind: exhaust
# earns: 0
# stopped by: limits
# tries: It asks torch for ever more tensors, up to a gigabyte and a half.
import torch


def backward(optimizer, loss):
    hoard = [torch.empty(4 << 20) for _ in range(96)]
    raise RuntimeError(f"BREACH {len(hoard)}")
