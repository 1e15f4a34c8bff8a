# expect: missing-backward
# line: 7
# believes: loss.backward runs without parentheses.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward
