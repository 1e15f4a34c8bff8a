# expect: wrong-learning-rate
# line: 17
# source: https://github.com/Torchlight-ljj/DSMT-Net/issues/7
# believes: 0.01 is the usual rate.

from torch.optim import SGD


def make_optimizer(model, lr=0.1):
    return SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for w in group["params"]:
            if w.grad is not None:
                w.data -= 0.01 * w.grad.data
