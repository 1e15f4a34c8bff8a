# right because: Switches that say what holds anyway, and ones that change no number.

import torch
from torch import nn

torch.set_grad_enabled(True)
torch.set_default_dtype(torch.float32)
torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)
torch.manual_seed(42)


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
