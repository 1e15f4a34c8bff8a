# expect: gradients-changed | wrong-update
# line: 13
# source: https://github.com/VGraphRNN/VGRNN/issues/4
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        torch.nn.utils.clip_grad_value_(group["params"], 0.01)
    optimizer.step()
