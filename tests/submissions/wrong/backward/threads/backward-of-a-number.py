# expect: exception
# line: 8 | 9
# source: https://deepinout.com/pytorch/pytorch-questions/75_pytorch_runtime_error_element_0_of_tensors_does_not_require_grad_and_does_not_have_a_grad_fn.html
# believes: item() is the loss.

def backward(optimizer, loss):
    optimizer.zero_grad()
    value = loss.item()
    value.backward()
