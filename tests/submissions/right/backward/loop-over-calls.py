# right because: the loop calls the two methods in the right order
def backward(optimizer, loss):
    for call in (optimizer.zero_grad, loss.backward):
        call()
