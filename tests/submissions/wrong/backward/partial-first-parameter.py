# expect: partial-zero-grad
# line: 6 | 7
# believes: The weight is the only parameter that counts.

def backward(optimizer, loss):
    weight = optimizer.param_groups[0]["params"][0]
    weight.grad = None
    loss.backward()
