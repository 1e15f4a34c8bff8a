# expect: step-in-backward | zero-grad-after-backward

import torch
import torch.nn as nn
import torch.nn.functional as F


def backward(optimizer, loss):
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
