import random
from collections import deque, namedtuple

import torch
import torch.nn as nn
import torch.nn.functional as F

Transition = namedtuple("Transition", ("state", "action", "next_state", "reward"))
random.seed(0)
torch.manual_seed(0)


class ReplayMemory:
    def __init__(self, capacity):
        self.memory = deque([], maxlen=capacity)

    def push(self, *args):
        self.memory.append(Transition(*args))

    def sample(self, batch_size):
        return random.sample(self.memory, batch_size)


def make_net():
    return nn.Sequential(nn.Linear(7, 32), nn.ReLU(), nn.Linear(32, 2))


policy_net, target_net = make_net(), make_net()
target_net.load_state_dict(policy_net.state_dict())
target_net.eval()
optimizer = torch.optim.AdamW(policy_net.parameters(), lr=1e-3, amsgrad=True)
memory = ReplayMemory(2000)
GAMMA, TAU, BATCH = 0.9, 0.02, 32


def optimize_model():
    if len(memory.memory) < BATCH:
        return
    batch = Transition(*zip(*memory.sample(BATCH)))
    non_final = torch.tensor([s is not None for s in batch.next_state])
    state, action = torch.cat(batch.state), torch.cat(batch.action)
    values = policy_net(state).gather(1, action)
    following = torch.zeros(BATCH)
    if non_final.any():
        with torch.no_grad():
            following[non_final] = target_net(torch.cat([s for s in batch.next_state if s is not None])).max(1).values
    expected = following * GAMMA + torch.cat(batch.reward)
    loss = nn.SmoothL1Loss()(values, expected.unsqueeze(1))
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_value_(policy_net.parameters(), 100)
    optimizer.step()


for episode in range(25):
    at = 3
    for _ in range(20):
        state = F.one_hot(torch.tensor([at]), 7).float()
        if random.random() < 0.3:
            action = torch.tensor([[random.randrange(2)]])
        else:
            with torch.no_grad():
                action = policy_net(state).max(1).indices.view(1, 1)
        at = at + 1 if action.item() else at - 1
        done = at in (0, 6)
        following = None if done else F.one_hot(torch.tensor([at]), 7).float()
        memory.push(state, action, following, torch.tensor([1.0 if at == 6 else 0.0]))
        optimize_model()
        slow, fast = target_net.state_dict(), policy_net.state_dict()
        for key in fast:
            slow[key] = fast[key] * TAU + slow[key] * (1 - TAU)
        target_net.load_state_dict(slow)
        if done:
            break
print("done", len(memory.memory))
