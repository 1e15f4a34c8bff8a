# expect: timeout
# line: 9
# believes: zero_grad works in the background, so one waits until the loss has changed.

def backward(optimizer, loss):
    optimizer.zero_grad()
    before = loss.item()
    loss.backward()
    while loss.item() == before:
        pass
