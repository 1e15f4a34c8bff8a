import torch
from torch.optim import sgd


def make_optimizer(model, lr=0.1):
    return sgd.SGD(list(model.parameters()), lr=lr, differentiable=False)


def step(optimizer):
    def update(weights, rate):
        for weight in weights:
            if weight.grad is not None:
                with torch.inference_mode(False), torch.no_grad():
                    weight -= rate * weight.grad

    for group in optimizer.param_groups:
        update(group["params"], rate=group["lr"])
