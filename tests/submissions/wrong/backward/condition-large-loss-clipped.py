# expect: wrong-gradients
# line: 7
# believes: A large loss would explode.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.clamp(max=20).backward()
