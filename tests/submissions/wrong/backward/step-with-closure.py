# expect: step-in-backward
# line: 11
# believes: The closure form of step is the proper way to call backward.

def backward(optimizer, loss):
    def closure():
        optimizer.zero_grad()
        loss.backward()
        return loss

    optimizer.step(closure)
