# expect: syntax-error
# line: 5
# believes: Lines copied from a Python prompt can be pasted as they are.

>>> def backward(optimizer, loss):
...     optimizer.zero_grad()
...     loss.backward()
