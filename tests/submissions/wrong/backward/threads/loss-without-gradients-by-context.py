# expect: exception | missing-backward
# line: 11 | 12
# source: https://github.com/JunMa11/SegLossOdyssey/issues/17
# believes: no_grad stops a function from changing anything.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    with torch.no_grad():
        (loss * 1).backward()
