# expect: missing-zero-grad
# line: 7 | 8
# source: https://github.com/freud14/poutyne/issues/12
# believes: The loss has gradients to clear.

def backward(optimizer, loss):
    loss.grad = None
    loss.backward()
