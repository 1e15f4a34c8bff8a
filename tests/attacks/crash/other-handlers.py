# replaces: backward.py
# kind: crash
# earns: 0
# tries: It takes over the clock's signals and loops.
import signal

for number in (signal.SIGPROF, signal.SIGALRM, signal.SIGXCPU, signal.SIGTERM, signal.SIGSEGV):
    signal.signal(number, lambda *_: None)
signal.setitimer(signal.ITIMER_PROF, 0)
signal.setitimer(signal.ITIMER_REAL, 0)


def backward(optimizer, loss):
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    while True:
        pass
