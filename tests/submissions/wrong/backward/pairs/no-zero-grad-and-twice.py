# expect: missing-zero-grad & repeated-backward
# line: 6
# believes: Gradients start afresh, and two passes are better than one.

def backward(optimizer, loss):
    loss.backward(retain_graph=True)
    loss.backward()
