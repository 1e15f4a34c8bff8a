# expect: missing-parameters
# line: 10 | 11
# source: https://github.com/namisan/mt-dnn/issues/5
# believes: Biases are not trained.

import torch


def make_optimizer(model, lr=0.1):
    chosen = [p for n, p in model.named_parameters() if n.endswith("weight")]
    return torch.optim.SGD(chosen, lr=lr)


def step(optimizer):
    optimizer.step()
