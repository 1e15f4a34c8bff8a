# expect: repeated-backward | wrong-gradients
# line: 8 | 9
# source: https://programmerah.com/solved-runtimeerror-trying-to-backward-through-the-graph-a-second-time-28387/
# believes: The graph has to be walked twice.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward(retain_graph=True)
    loss.backward()
