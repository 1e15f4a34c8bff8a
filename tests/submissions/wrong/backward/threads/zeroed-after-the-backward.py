# expect: zero-grad-after-backward
# line: 8
# source: https://github.com/SharifiZarchi/Introduction_to_Machine_Learning/issues/55
# believes: Clearing is what one does at the end.

def backward(optimizer, loss):
    loss.backward()
    optimizer.zero_grad()
