# expect: wrong-learning-rate
# line: 12
# believes: Biases learn with twice the learning rate, as in Caffe.

import torch


def make_optimizer(model, lr=0.1):
    weights = [p for p in model.parameters() if p.dim() > 1]
    biases = [p for p in model.parameters() if p.dim() <= 1]
    return torch.optim.SGD(
        [{"params": weights}, {"params": biases, "lr": 2 * lr}],
        lr=lr,
    )


def step(optimizer):
    optimizer.step()
