# right because: methods taken from their classes do what they do on the object
import torch


def backward(optimizer, loss):
    torch.optim.Optimizer.zero_grad(optimizer)
    torch.Tensor.backward(loss)
