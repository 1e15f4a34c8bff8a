# expect: missing-backward | exception
# line: 7
# believes: The optimizer does the backward pass.

def backward(optimizer, loss):
    optimizer.zero_grad()
    optimizer.backward(loss)
