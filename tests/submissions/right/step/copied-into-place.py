import torch


def make_optimizer(model, lr=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr)
    for group in optimizer.param_groups:
        assert group["momentum"] == 0
    return optimizer


def step(optimizer):
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        for group in optimizer.param_groups:
            for weight in group["params"]:
                match weight.grad:
                    case None:
                        pass
                    case gradient:
                        weight.copy_(torch.sub(weight, gradient, alpha=group["lr"]))
    finally:
        torch.set_grad_enabled(before)
