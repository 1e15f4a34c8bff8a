# expect: partial-zero-grad
# line: 9
# believes: All the parameters of an optimizer are in param_groups[0].
from torch import Tensor
from torch.optim import Optimizer


def backward(optimizer: Optimizer, loss: Tensor) -> None:
    for parameter in optimizer.param_groups[0]["params"]:
        parameter.grad = None
    loss.backward()
