"""Findings about code of any kind: each module holds one or more."""

LEARN = "def learn(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n"
