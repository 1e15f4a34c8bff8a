# expect: zero-grad-after-backward | wrong-gradients
# line: 11
# believes: A hook is a good place to reset a gradient.

def backward(optimizer, loss):
    handles = []
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad = None
            if p.requires_grad:
                handles.append(p.register_hook(lambda grad: grad * 0))
    loss.backward()
    for handle in handles:
        handle.remove()
