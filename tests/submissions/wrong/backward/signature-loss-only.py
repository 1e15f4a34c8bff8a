# expect: wrong-signature
# line: 5
# believes: backward needs nothing but the loss.

def backward(loss):
    loss.backward()
