# expect: wrong-gradients
# line: 7
# believes: Descent needs the negative gradient.

def backward(optimizer, loss):
    optimizer.zero_grad()
    (-loss).backward()
