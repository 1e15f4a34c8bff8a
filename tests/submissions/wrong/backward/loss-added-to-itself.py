# expect: repeated-backward | wrong-gradients
# line: 9
# believes: The loss is added to a running total before backward.

def backward(optimizer, loss):
    optimizer.zero_grad()
    total = loss
    total = total + loss
    total.backward()
