# expect: zero-grad-after-backward
# line: 7
# believes: One tidies up at the end of the function.

def backward(optimizer, loss):
    loss.backward()
    optimizer.zero_grad()
