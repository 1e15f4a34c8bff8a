# expect: missing-backward
# line: 7
# believes: A detached loss with requires_grad can be differentiated just as well.

def backward(optimizer, loss):
    optimizer.zero_grad()
    leaf = loss.detach().requires_grad_(True)
    leaf.backward()
