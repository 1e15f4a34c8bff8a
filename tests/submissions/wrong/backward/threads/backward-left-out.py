# expect: missing-backward
# line: 6 | 7 | 8
# source: https://github.com/aalto-intelligent-robotics/sivl/issues/2
# believes: The gradients come with the loss.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.requires_grad_(True)
