# expect: repeated-backward | exception
# line: 8
# believes: backward can be called as often as one likes.

def backward(optimizer, loss):
    optimizer.zero_grad()
    for _ in range(2):
        loss.backward()
