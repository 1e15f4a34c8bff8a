# expect: weights-zeroed
# line: 7
# source: https://github.com/ignaciocordova/masters_thesis
def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.data.zero_()
    loss.backward()
