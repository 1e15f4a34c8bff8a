"""What scripts do with plots, progress bars and trackers; run by a test, with stand-ins for all."""

# ruff: noqa
import numpy as np
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from mpl_toolkits.mplot3d import Axes3D
import matplotlib.ticker as tk
from matplotlib import cm, animation

fig, axes = plt.subplots(2, 3, figsize=(10, 4))
assert axes.shape == (2, 3)
axes[0, 1].imshow(np.zeros((2, 2)), cmap="gray")
axes.flat[2].set_title("x")
fig, ax = plt.subplots()
(line,) = ax.plot([1, 2], [3, 4], label="x")
line.set_data([1], [2])
n, bins, patches = plt.hist([1, 2, 3])
assert len(bins) == 11
fig, (a, b) = plt.subplots(1, 2)
fig, (a, b, c) = plt.subplots(3)
w, h = fig.get_size_inches() * fig.dpi
lo, hi = ax.get_ylim()
plt.ylim(0, hi * 1.1)
plt.rcParams["figure.figsize"] = (3, 4)
plt.rcParams.update({"a": 1})
assert len(plt.rcParams["axes.prop_cycle"].by_key()["color"]) == 10
with plt.style.context("ggplot"):
    pass
plt.style.use("seaborn")
col = plt.cm.viridis(0.3)
assert len(col) == 4
cm.get_cmap("tab10")(3)
plt.cm.Blues


def f(x: plt.Figure | None) -> plt.Axes: ...


import io

buf = io.BytesIO()
plt.savefig(buf, format="png")
from PIL import Image

buf.seek(0)
print(Image.open(buf).size)
from tqdm import tqdm, trange
from tqdm.auto import tqdm as t2

print(
    list(tqdm([1, 2, 3], desc="x")),
    list(trange(3)),
    sum(1 for _ in tqdm(enumerate([1, 2]), total=2, leave=False)),
)
with tqdm(total=3) as bar:
    bar.update(2)
    bar.set_postfix(loss=1.0)
    bar.set_postfix({"a": 3})
    assert bar.n == 2
import wandb

wandb.init(project="x", config={"lr": 0.1})
assert wandb.config.lr == 0.1 and wandb.config["lr"] == 0.1
wandb.log({"x": 1})
run = wandb.run
wandb.watch(1)
wandb.Image(3)
from torch.utils.tensorboard import SummaryWriter

w = SummaryWriter("x")
w.add_scalar("a", 1, 2)
w.close()
with SummaryWriter() as ww:
    ww.add_graph(1)


class My(SummaryWriter):
    pass


My()
from torchinfo import summary
import torch

m = torch.nn.Linear(3, 2)
print(summary(m, input_size=(1, 3)), summary(m).total_params)
import seaborn as sns

sns.set()
sns.heatmap([[1]], annot=True).set_title("x")
sns.color_palette("husl", 3)
from IPython.display import display, clear_output
from IPython import display as d

d.clear_output(wait=True)
from rich.progress import track

print(list(track([1, 2])))
import mlflow

with mlflow.start_run():
    mlflow.log_metric("x", 1)
from pylab import *

assert zeros(3).sum() == 0
import copy, pickle

copy.deepcopy(fig)
f"{ax.foo:.3f} {ax.foo} {ax.foo:>4} {ax.foo:d}"
from matplotlib.animation import FuncAnimation

FuncAnimation(fig, lambda i: 0, frames=3).save("x.gif")
import importlib.util

assert importlib.util.find_spec("wandb")
import plotly.express as px

px.line([1]).show()
import matplotlib.pyplot

matplotlib.pyplot.plot()
tqdm.write("x")
float(ax.thing)
int(plt.xlim()[0])
from fastprogress import master_bar, progress_bar

for e in master_bar(range(2)):
    for x in progress_bar([1], parent=None):
        pass
mb = master_bar(range(2))
mb.write("x")
assert len(list(mb)) == 2
from alive_progress import alive_bar

with alive_bar(3) as bar:
    bar()
    bar.text("x")
from torchviz import make_dot

make_dot(1).render("x")
