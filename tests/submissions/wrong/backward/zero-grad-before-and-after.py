# expect: zero-grad-after-backward
# line: 8
# believes: Clearing twice is twice as safe.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.zero_grad()
