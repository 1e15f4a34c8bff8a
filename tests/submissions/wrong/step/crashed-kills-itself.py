# expect: crashed | forbidden-operation
# line: 17
# believes: A worker that has done its work should end itself.

import os
import signal

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
    os.kill(os.getpid(), signal.SIGSEGV)
