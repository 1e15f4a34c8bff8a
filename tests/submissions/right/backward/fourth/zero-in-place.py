# right: every group is cleared in place by hand, then torch.autograd.backward with an explicit 1
import torch


def clear(parameter):
    match parameter.grad:
        case None:
            pass
        case grad:
            grad.detach_().zero_()


def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            clear(parameter)
    torch.autograd.backward([loss], grad_tensors=[torch.ones_like(loss)])
