# expect: retained-graph
# line: 13
# severity: warning
# believes: The graph must stay alive while there are several parameter groups.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    for group in optimizer.param_groups:
        params = [p for p in group["params"] if p.requires_grad]
        grads = torch.autograd.grad(loss, params, retain_graph=True, allow_unused=True)
        for p, g in zip(params, grads):
            p.grad = g
