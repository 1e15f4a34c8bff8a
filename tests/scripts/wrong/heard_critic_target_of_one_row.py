# expect: broadcast-loss
# line: 40
# asked: https://github.com/sunwuzhou03/reinforcement-learning-lab/issues/1
import torch
import torch.nn as nn
import torch.nn.functional as F


class Corridor:
    """Walk right to be paid."""

    def reset(self):
        self.at, self.time = 3, 0
        return self.look()

    def look(self):
        return F.one_hot(torch.tensor(self.at), 8).float()

    def step(self, action):
        self.at = max(0, min(7, self.at + (1 if action == 1 else -1)))
        self.time += 1
        return self.look(), float(self.at == 7), self.at == 7 or self.time >= 20


class Agent:
    def __init__(self, gamma=0.95):
        self.gamma = gamma
        self.actor = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.Linear(16, 2))
        self.critic = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.Linear(16, 1))
        self.actor_optim = torch.optim.Adam(self.actor.parameters(), lr=5e-3)
        self.critic_optim = torch.optim.Adam(self.critic.parameters(), lr=1e-2)

    def act(self, state):
        return torch.distributions.Categorical(logits=self.actor(state)).sample().item()

    def update(self, states, actions, rewards, next_states, dones):
        values = self.critic(states)
        with torch.no_grad():
            td_target = rewards + self.gamma * self.critic(next_states).squeeze(1) * (1 - dones)
        critic_loss = F.mse_loss(values, td_target)
        self.critic_optim.zero_grad()
        critic_loss.backward()
        self.critic_optim.step()

        advantage = td_target - self.critic(states).detach().squeeze(1)
        log_probs = torch.log_softmax(self.actor(states), dim=1).gather(1, actions.unsqueeze(1)).squeeze(1)
        actor_loss = -(log_probs * advantage).mean()
        self.actor_optim.zero_grad()
        actor_loss.backward()
        self.actor_optim.step()
        return critic_loss.item()


torch.manual_seed(4)
env, agent = Corridor(), Agent()
for episode in range(40):
    state, done, rows = env.reset(), False, []
    while not done:
        action = agent.act(state)
        following, reward, done = env.step(action)
        rows.append((state, action, reward, following, float(done)))
        state = following
    s, a, r, n, d = zip(*rows)
    loss = agent.update(torch.stack(s), torch.tensor(a), torch.tensor(r), torch.stack(n), torch.tensor(d))
    if episode % 10 == 0:
        print(episode, len(rows), loss)
