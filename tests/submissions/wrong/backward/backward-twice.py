# expect: repeated-backward
# line: 8
# believes: A second pass through the graph refines the gradient.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward(retain_graph=True)
    loss.backward()
