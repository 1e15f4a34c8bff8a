# expect: step-in-backward | exception
# line: 6
# believes: The old gradients are used up with a step before they are cleared.

def backward(optimizer, loss):
    optimizer.step()
    optimizer.zero_grad()
    loss.backward()
