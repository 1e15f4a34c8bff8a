# expect: wrong-signature | exception
# line: 5
# believes: The order of the two parameters does not matter.

def backward(loss, optimizer):
    optimizer.zero_grad()
    loss.backward()
