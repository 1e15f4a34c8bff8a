# expect: wrong-signature
# line: 5
# believes: The loss comes first.

def backward(loss, opt):
    opt.zero_grad()
    loss.backward()
