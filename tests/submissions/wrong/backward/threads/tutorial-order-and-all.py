# expect: step-in-backward | zero-grad-after-backward
# line: 8 | 9
# source: https://github.com/pytorch/tutorials/issues/2799
# believes: These three lines belong together.

def backward(optimizer, loss):
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
