"""Advantage actor critic, one network with two heads."""

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(1)


class TwoHeads(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(6, 24)
        self.policy, self.value = nn.Linear(24, 2), nn.Linear(24, 1)

    def forward(self, state):
        h = torch.tanh(self.body(state))
        return F.softmax(self.policy(h), dim=-1), self.value(h)


def play(model, length=15):
    at, log_probs, values, rewards = 2, [], [], []
    for _ in range(length):
        probs, value = model(F.one_hot(torch.tensor(at), 6).float())
        dist = torch.distributions.Categorical(probs)
        action = dist.sample()
        at = min(5, at + 1) if action.item() else max(0, at - 1)
        log_probs.append(dist.log_prob(action))
        values.append(value.squeeze(0))
        rewards.append(1.0 if at == 5 else 0.0)
    return log_probs, values, rewards


model = TwoHeads()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
running_reward = 0.0
for episode in range(80):
    log_probs, values, rewards = play(model)
    returns, total = [], 0.0
    for reward in reversed(rewards):
        total = reward + 0.97 * total
        returns.insert(0, total)
    returns = torch.tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + 1e-8)
    policy_losses, value_losses = [], []
    for log_prob, value, ret in zip(log_probs, values, returns):
        policy_losses.append(-log_prob * (ret - value.item()))
        value_losses.append(F.smooth_l1_loss(value, ret))
    optimizer.zero_grad()
    loss = torch.stack(policy_losses).sum() + torch.stack(value_losses).sum()
    loss.backward()
    optimizer.step()
    running_reward = 0.05 * sum(rewards) + 0.95 * running_reward
    if episode % 20 == 0:
        print(f"Episode {episode}\tLast reward: {sum(rewards):.2f}\tAverage reward: {running_reward:.2f}")
