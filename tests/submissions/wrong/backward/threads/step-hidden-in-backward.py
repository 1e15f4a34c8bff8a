# expect: step-in-backward
# line: 9
# source: https://github.com/pytorch/torchtitan/issues/990
# believes: The update can hide in backward.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
