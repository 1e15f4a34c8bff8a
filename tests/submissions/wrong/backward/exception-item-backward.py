# expect: exception
# line: 7
# believes: item() is the loss without the brackets around it.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.item().backward()
