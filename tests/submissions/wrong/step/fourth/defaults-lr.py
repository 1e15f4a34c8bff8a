# expect: wrong-learning-rate
# line: 13 | 18
# believes: The learning rate in force is the one in optimizer.defaults.
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=0.0, weight_decay=0.0)


@torch.no_grad()
def step(optimizer):
    lr = optimizer.defaults["lr"]
    for group in optimizer.param_groups:
        for weight in group["params"]:
            if weight.grad is None:
                continue
            weight -= lr * weight.grad
