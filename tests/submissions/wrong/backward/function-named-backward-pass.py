# expect: missing-function
# believes: A longer name for the function is clearer.

def backward_pass(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
