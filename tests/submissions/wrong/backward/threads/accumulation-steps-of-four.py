# expect: wrong-gradients
# line: 11 | 12
# source: https://github.com/karpathy/nanoGPT/issues/605
# believes: The loss is always divided by the number of accumulation steps.

ACCUMULATION_STEPS = 4


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss = loss / ACCUMULATION_STEPS
    loss.backward()
