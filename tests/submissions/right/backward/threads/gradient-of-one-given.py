# source: https://isolution.pro/pl/q/so70246575/funkcja-wsteczna-w-pytorch

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward(gradient=torch.ones_like(loss))
