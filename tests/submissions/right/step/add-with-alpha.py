import torch

LEARNING_RATE = 1e-1


def make_optimizer(model, lr=LEARNING_RATE):
    settings = dict(momentum=0, weight_decay=0, nesterov=False, maximize=False, foreach=False)
    return torch.optim.SGD(params=model.parameters(), lr=lr, **settings)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is None:
                continue
            p.add_(p.grad, alpha=-group["lr"])
