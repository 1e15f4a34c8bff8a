# expect: partial-zero-grad
# line: 7 | 8 | 9 | 10
# source: https://github.com/zjunlp/HVPNeT/issues/5
# believes: The first group is all there is.

def backward(optimizer, loss):
    params = optimizer.param_groups[0]["params"]
    for p in params:
        p.grad = None
    loss.backward()
