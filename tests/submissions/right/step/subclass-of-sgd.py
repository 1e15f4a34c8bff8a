# right because: a subclass of SGD that adds nothing to the update is an SGD
import torch


class GradientDescent(torch.optim.SGD):
    """Plain gradient descent."""

    def describe(self):
        return [group["lr"] for group in self.param_groups]


def make_optimizer(model, lr=0.1):
    return GradientDescent(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
