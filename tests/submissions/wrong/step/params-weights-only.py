# expect: missing-parameters
# line: 10
# believes: Biases are constants.

import torch


def make_optimizer(model, lr=0.1):
    weights = [p for name, p in model.named_parameters() if name.endswith("weight")]
    return torch.optim.SGD(weights, lr=lr)


def step(optimizer):
    optimizer.step()
