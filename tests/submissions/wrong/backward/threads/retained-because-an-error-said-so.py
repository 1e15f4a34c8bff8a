# expect: retained-graph
# line: 9
# source: https://github.com/Eurus-Holmes/MNMT/issues/7
# believes: retain_graph=True is a setting that keeps errors away.
# severity: warning

def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward(retain_graph=True)
