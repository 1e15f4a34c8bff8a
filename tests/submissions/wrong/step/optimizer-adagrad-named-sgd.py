# expect: wrong-optimizer
# line: 9
# believes: The stochastic part is what makes an optimizer SGD.

from torch.optim import Adagrad as SGD


def make_optimizer(model, lr=0.1):
    return SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
