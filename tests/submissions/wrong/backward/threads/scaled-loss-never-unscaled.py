# expect: wrong-gradients
# line: 11
# source: https://theneuralbase.com/pytorch/learn/beginner/forward-pass-loss-backward-step/
# believes: Mixed precision scales the loss and that is all.

SCALE = 1024.0


def backward(optimizer, loss):
    optimizer.zero_grad()
    (loss * SCALE).backward()
