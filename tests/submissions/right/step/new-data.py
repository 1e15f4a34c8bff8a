from torch.optim import SGD


def make_optimizer(model, lr=0.1):
    weights = [p for n, p in model.named_parameters() if n.endswith("weight")]
    others = [p for n, p in model.named_parameters() if not n.endswith("weight")]
    return SGD([{"params": weights}, {"params": others, "weight_decay": 0.0}], lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        lr = group["lr"]
        for p in filter(lambda p: p.grad is not None, group["params"]):
            p.data = p.data - lr * p.grad.data
