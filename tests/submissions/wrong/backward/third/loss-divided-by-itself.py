# expect: wrong-gradients
# line: 7 | 8
# believes: Each batch should count the same, however large its loss is.

def backward(optimizer, loss):
    optimizer.zero_grad()
    share = loss / loss.detach()
    share.backward()
