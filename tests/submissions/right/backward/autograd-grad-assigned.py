# right because: the gradients of this loss replace whatever was there, None where the loss does not reach
import torch


def backward(optimizer, loss):
    params = [p for group in optimizer.param_groups for p in group["params"]]
    trainable = [p for p in params if p.requires_grad]
    grads = torch.autograd.grad(loss, trainable, allow_unused=True)
    for p in params:
        p.grad = None
    for p, g in zip(trainable, grads):
        p.grad = g
