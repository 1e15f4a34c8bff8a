# expect: weights-unchanged
# line: 9
# asked: https://huggingface.co/datasets/nvidia/Nemotron-CC-Math-v1 (Circumventing an Indifferentiability Problem)
import torch
import torch.nn as nn

torch.manual_seed(10)
fc1 = nn.Linear(2, 2, bias=False)
optimizer = torch.optim.SGD(fc1.parameters(), lr=0.01)
given = torch.ones(2)
for i in range(50):
    z = torch.sign(fc1(given))
    loss = (0 - z.sum()).abs()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print("loss:", loss.item())
