# expect: retained-graph
# line: 8
# severity: warning
# believes: retain_graph=True is needed so that the next batch can be differentiated.

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward(retain_graph=True)
