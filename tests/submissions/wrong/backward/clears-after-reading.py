# expect: zero-grad-after-backward
# line: 7
# source: https://github.com/gaozhihan/PreDiff/issues/32
def backward(optimizer, loss):
    loss.backward()
    if loss.item() > 0:
        optimizer.zero_grad()
