# expect: missing-zero-grad
# line: 7
# source: https://github.com/Hsintien-Ng/idinvert_pytorch-reproduced/issues/1
# believes: backward overwrites the old gradients.

def backward(optimizer, loss):
    loss.backward()
