# expect: missing-zero-grad
# line: 8
# believes: Gradients need clearing only when the loss has one already.

def backward(optimizer, loss):
    if loss.is_leaf and loss.grad is not None:
        optimizer.zero_grad()
    loss.backward()
