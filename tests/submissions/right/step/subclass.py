import torch


class PlainSGD(torch.optim.SGD):
    """SGD that counts its steps."""

    def __init__(self, params, lr):
        super().__init__(params, lr=lr)
        self.count = 0

    def step(self, closure=None):
        self.count += 1
        return super().step(closure)


def make_optimizer(model, lr=0.1):
    return PlainSGD((p for p in model.parameters() if p.requires_grad), lr)


def step(optimizer):
    return optimizer.step(None)
