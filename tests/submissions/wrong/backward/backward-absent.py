# expect: missing-backward
# line: 5
# believes: Clearing the gradients is what prepares the step.

def backward(optimizer, loss):
    optimizer.zero_grad()
