# right because: zeros for parameters that the loss does not reach are their gradient
import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    params = [p for g in optimizer.param_groups for p in g["params"] if p.requires_grad]
    grads = torch.autograd.grad(loss, params, allow_unused=True, materialize_grads=True)
    for p, grad in zip(params, grads):
        p.grad = grad.clone()
