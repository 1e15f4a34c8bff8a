# expect: weights-zeroed
# line: 9
# believes: zero_grad means setting the parameters to zero.

def backward(optimizer, loss):
    optimizer.zero_grad()
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.data.zero_()
    loss.backward()
