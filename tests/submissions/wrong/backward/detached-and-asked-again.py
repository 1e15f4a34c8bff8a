# expect: missing-backward | wrong-gradients | detached-loss
# line: 6 | 7
# source: https://github.com/mikeizbicki/cmc-csci181-deeplearning/issues/7
def backward(optimizer, loss):
    optimizer.zero_grad()
    loss = loss.detach().requires_grad_()
    loss.backward()
