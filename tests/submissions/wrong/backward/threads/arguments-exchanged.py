# expect: wrong-signature | exception
# line: 6 | 7 | 8
# source: https://github.com/lucidrains/DALLE2-pytorch/issues/30
# believes: The loss comes first.

def backward(loss, optimizer):
    optimizer.zero_grad()
    loss.backward()
