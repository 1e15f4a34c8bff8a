# expect: missing-zero-grad
# line: 9
# believes: Gradients are kept in the state of the optimizer.

def backward(optimizer, loss):
    optimizer.state.clear()
    for group in optimizer.param_groups:
        group.pop("grad", None)
    loss.backward()
