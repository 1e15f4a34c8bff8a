# expect: partial-zero-grad
# line: 9
# believes: return at the end of the loop body ends the function after the loop.

def clear(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad = None
        return


def backward(optimizer, loss):
    clear(optimizer)
    loss.backward()
