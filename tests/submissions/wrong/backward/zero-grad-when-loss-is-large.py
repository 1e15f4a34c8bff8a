# expect: missing-zero-grad
# line: 8
# believes: Gradients are cleared when the loss explodes, otherwise they are still useful.

def backward(optimizer, loss):
    if loss.item() > 100:
        optimizer.zero_grad()
    loss.backward()
