"""What travels between judge and worker, beside bytes: keys, tensors, PyTorch when it is used."""
