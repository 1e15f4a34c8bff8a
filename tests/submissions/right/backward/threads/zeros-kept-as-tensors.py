# source: https://github.com/EdwardRaff/Inside-Deep-Learning/issues/20

def backward(optimizer, loss):
    optimizer.zero_grad(set_to_none=False)
    loss.backward()
