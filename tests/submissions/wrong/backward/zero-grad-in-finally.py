# expect: zero-grad-after-backward
# line: 9
# believes: A finally block is a safe place for clearing.

def backward(optimizer, loss):
    try:
        loss.backward()
    finally:
        optimizer.zero_grad(set_to_none=False)
