# right because: the gradients are wanted for the optimizer's parameters, and those are named
def backward(optimizer, loss):
    optimizer.zero_grad()
    params = [p for g in optimizer.param_groups for p in g["params"] if p.requires_grad]
    loss.backward(inputs=params)
