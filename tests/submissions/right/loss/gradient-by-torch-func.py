import torch
from torch import nn
import torch.nn.functional as F


def make_criterion():
    return nn.CrossEntropyLoss()

class CE(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z, y):
        def value(scores):
            return F.cross_entropy(scores, y)
        gradient, out = torch.func.grad_and_value(value)(z.detach())
        ctx.save_for_backward(gradient)
        return out

    @staticmethod
    def backward(ctx, up):
        (gradient,) = ctx.saved_tensors
        return up * gradient, None


def compute_loss(criterion, logits, labels):
    return CE.apply(logits, labels)
