# replaces: backward.py
# kind: disturb
# earns: full
# stopped by: calls
# tries: It changes the priority, the scheduler and the processors of itself and of others.
import os


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

found = []
for attempt in (
    lambda: os.setpriority(os.PRIO_PROCESS, 0, os.getpriority(os.PRIO_PROCESS, 0)),
    lambda: os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0)),
    lambda: os.sched_setaffinity(0, os.sched_getaffinity(0)),
):
    try:
        attempt()
        found.append(1)
    except OSError:
        pass
if found:
    raise RuntimeError(f"BREACH {found}")
