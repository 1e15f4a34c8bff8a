# expect: missing-parameters
# line: 9
# source: https://github.com/pytorch/examples/issues/277
import torch


def make_optimizer(model, lr=0.1):
    *_, last = model.children()
    return torch.optim.SGD(last.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
