# right because: parameters without a gradient never move, so that leaving them out changes nothing
import torch


def make_optimizer(model, lr=0.1):
    trainable = filter(lambda p: p.requires_grad, model.parameters())
    return torch.optim.SGD(trainable, lr=lr)


def step(optimizer):
    optimizer.step()
