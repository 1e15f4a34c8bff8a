# expect: missing-backward | wrong-gradients
# line: 8
# believes: A loss below 0.1 has been learnt.

def backward(optimizer, loss):
    optimizer.zero_grad()
    if loss.item() > 0.1:
        loss.backward()
