# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It multiplies matrices in torch for ever, without a line of Python between.
import torch


def backward(optimizer, loss):
    one = torch.ones(3000, 3000)
    torch.linalg.multi_dot([one] * 200)
