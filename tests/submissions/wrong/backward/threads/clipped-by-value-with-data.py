# expect: wrong-gradients
# line: 12
# source: https://github.com/jongwook/onsets-and-frames/issues/24
# believes: Gradients above one hundredth are errors.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.data.clamp_(-0.01, 0.01)
