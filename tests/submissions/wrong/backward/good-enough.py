# expect: missing-backward | wrong-gradients
# line: 6 | 7

def backward(optimizer, loss):
    optimizer.zero_grad()
    if loss.item() > 0.2:
        loss.backward()
