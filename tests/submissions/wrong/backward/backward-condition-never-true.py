# expect: missing-backward
# line: 8
# believes: The loss is checked for being a leaf before it is differentiated.

def backward(optimizer, loss):
    optimizer.zero_grad()
    if loss.requires_grad and loss.is_leaf:
        loss.backward()
