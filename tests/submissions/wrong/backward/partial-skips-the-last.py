# expect: partial-zero-grad
# line: 7
# believes: range(len(params) - 1) visits every parameter.

def backward(optimizer, loss):
    params = [p for group in optimizer.param_groups for p in group["params"]]
    for i in range(len(params) - 1):
        params[i].grad = None
    loss.backward()
