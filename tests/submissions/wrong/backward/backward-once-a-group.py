# expect: repeated-backward
# line: 8
# believes: Every parameter group needs its own backward pass.

def backward(optimizer, loss):
    optimizer.zero_grad()
    for group in optimizer.param_groups:
        loss.backward(retain_graph=True)
