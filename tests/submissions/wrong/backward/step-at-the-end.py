# expect: step-in-backward
# line: 8
# believes: backward and step always come together.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
