# expect: wrong-gradients
# line: 7
# believes: A loss has to be squared before it is minimised.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.pow(2).backward()
