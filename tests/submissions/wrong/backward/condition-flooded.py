# expect: wrong-gradients
# line: 7
# believes: The loss must not fall below a flood level.

def backward(optimizer, loss):
    optimizer.zero_grad()
    ((loss - 0.02).abs() + 0.02).backward()
