# expect: not-implemented | missing-backward
# line: 5
# believes: Nothing yet: the function is still the starter.

def backward(optimizer, loss):
    """Clear the old gradients, then compute the new ones."""
    # TODO: your code here
    pass
