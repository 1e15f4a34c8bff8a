"""Figures that nobody sees: what they are asked to draw is dropped, what they are asked is told."""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.worker.stand_ins.anything import Anything, nothing
from grader.worker.stand_ins.colours import Colormap, Cycle, Maps, map_of

# The smallest picture that is one, for whoever saves a figure into memory and reads it again.
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)
_SIZE, _DPI = (6.4, 4.8), 100.0
_WIDTH, _HEIGHT = 640, 480


def _several(count: int) -> Callable[..., Any]:
    """A method that gives so many things at once."""
    return lambda *args, **named: tuple(Anything() for _ in range(count))


def _always(value: Callable[[], Any]) -> Callable[..., Any]:
    return lambda *args, **named: value()


def _limits(*args: Any, **named: Any) -> tuple[float, float]:
    """What an axis shows: what it was just told, or from 0 to 1."""
    told = args[-2:] if len(args) > 1 else next(iter(args), None)
    try:
        low, high = told  # type: ignore[misc]
        return float(low), float(high)
    except (TypeError, ValueError):
        return 0.0, 1.0


def _count(values: Any) -> int:
    return len(values) if hasattr(values, "__len__") else 1


class Axes(Anything):
    """One drawing of a figure."""

    def __init__(self, *args: Any, **named: Any) -> None:
        for part in ("lines", "patches", "images", "texts", "collections", "containers"):
            vars(self)[part] = []
        self.name = "rectilinear"

    @property
    def figure(self) -> Any:
        return Figure()

    def get_figure(self, *args: Any, **named: Any) -> Any:
        return Figure()


class Canvas(Anything):
    """What a figure is drawn on: a black picture."""

    def buffer_rgba(self, *args: Any) -> Any:
        return np.zeros((_HEIGHT, _WIDTH, 4), np.uint8)

    def get_width_height(self, **_: Any) -> tuple[int, int]:
        return _WIDTH, _HEIGHT

    def tostring_rgb(self) -> bytes:
        return bytes(_HEIGHT * _WIDTH * 3)

    def tostring_argb(self) -> bytes:
        return bytes(_HEIGHT * _WIDTH * 4)


class Figure(Anything):
    """A figure of one or more drawings."""

    def __init__(self, *args: Any, **named: Any) -> None:
        self.axes: list[Any] = []
        self.number, self.dpi, self.canvas = 1, _DPI, Canvas()
        size: Any = named.get("figsize")
        self._size: Any = size if np.shape(size) == (2,) else _SIZE

    def get_size_inches(self) -> Any:
        return np.array(self._size, np.float64)

    def get_dpi(self) -> float:
        return self.dpi

    def get_figwidth(self) -> float:
        return float(self._size[0])

    def get_figheight(self) -> float:
        return float(self._size[1])

    def subplots(self, nrows: int = 1, ncols: int = 1, *args: Any, **named: Any) -> Any:
        """Drawings in the asked shape: one alone, a row or column, or a table of them."""
        made = np.empty((int(nrows), int(ncols)), object)
        for place in np.ndindex(made.shape):
            made[place] = self.add_subplot()
        if not named.get("squeeze", True):
            return made
        return made.item() if made.size == 1 else made.squeeze()

    def add_subplot(self, *args: Any, **named: Any) -> Any:
        self.axes.append(Axes())
        return self.axes[-1]

    add_axes = gca = add_subplot

    def subplot_mosaic(self, *args: Any, **named: Any) -> Any:
        return defaultdict(Axes)

    def savefig(self, file: Any = None, *args: Any, **named: Any) -> None:
        """Into memory goes a picture; on a disk nothing is written."""
        if hasattr(file, "write"):
            file.write(_PNG)

    def show(self, *args: Any, **named: Any) -> None:
        pass


def _histogram(self: Any, x: Any = (), bins: Any = 10, *args: Any, **named: Any) -> Any:
    """The real counts and edges, where there are numbers."""
    try:
        counts, edges = np.histogram(np.asarray(x, np.float64).ravel(), bins)
    except (TypeError, ValueError):
        counts, edges = np.zeros(10), np.linspace(0, 1, 11)
    return counts.astype(np.float64), edges, [Anything() for _ in counts]


def _pie(self: Any, x: Any = (), *args: Any, **named: Any) -> Any:
    parts = 3 if named.get("autopct") is not None else 2
    return tuple([Anything() for _ in range(_count(x))] for _ in range(parts))


_DRAWING: dict[str, Callable[..., Any]] = {
    "plot": lambda self, *args, **named: [Anything() for _ in range(max(len(args) // 2, 1))],
    "hist": _histogram,
    "hist2d": lambda self, *_, **__: (np.zeros((10, 10)), np.arange(11), np.arange(11), Anything()),
    "pie": _pie,
    "bar": lambda self, x=(), *_, **__: [Anything() for _ in range(_count(x))],
    "barh": lambda self, y=(), *_, **__: [Anything() for _ in range(_count(y))],
    "errorbar": _several(3),
    "stem": _several(3),
    "boxplot": _always(lambda: defaultdict(list)),
    "violinplot": _always(lambda: defaultdict(list)),
    "get_xlim": _always(lambda: (0.0, 1.0)),
    "get_ylim": _always(lambda: (0.0, 1.0)),
    "get_legend_handles_labels": _always(lambda: ([], [])),
    "get_xticks": _always(lambda: np.linspace(0, 1, 6)),
    "get_yticks": _always(lambda: np.linspace(0, 1, 6)),
    "get_title": _always(str), "get_xlabel": _always(str), "get_ylabel": _always(str),
    "set_xlim": lambda self, *args, **_: _limits(*args),
    "set_ylim": lambda self, *args, **_: _limits(*args),
    **dict.fromkeys(("twinx", "twiny", "inset_axes", "secondary_xaxis", "secondary_yaxis"),
                    _always(Axes)),
    **dict.fromkeys(
        ("semilogx", "semilogy", "loglog", "fill"),
        lambda self, *args, **named: [Anything()],
    ),
    **dict.fromkeys(
        ("scatter", "imshow", "matshow", "text", "annotate", "axhline", "axvline", "axhspan",
         "axvspan", "contour", "contourf", "pcolormesh", "pcolor", "quiver", "fill_between",
         "step", "legend", "grid", "axis", "table", "hlines", "vlines", "tick_params", "margins",
         "bar_label", "hexbin", "spy", "arrow", "locator_params", "autoscale"),
        lambda self, *args, **named: Anything(),
    ),
}  # fmt: skip
for _name, _method in _DRAWING.items():
    setattr(Axes, _name, _method)


class _Defaults(dict[str, Any]):
    """The settings of plots; one that nobody knows is something."""

    def __missing__(self, key: str) -> Any:
        return Anything()


def _settings() -> dict[str, Any]:
    return _Defaults({
        "figure.figsize": list(_SIZE), "figure.dpi": _DPI, "font.size": 10.0,
        "lines.linewidth": 1.5, "axes.prop_cycle": Cycle(),
    })  # fmt: skip


_SETTINGS = ("rcParams", "rcParamsDefault")
_QUIET = (
    "show", "draw", "close", "clf", "cla", "ion", "ioff", "pause", "title", "suptitle", "xlabel",
    "ylabel", "tight_layout", "subplots_adjust", "xscale", "yscale", "colorbar", "rc", "rc_context",
    "style", "set_cmap", "gray", "viridis", "figtext", "figlegend", "draw_if_interactive",
    "switch_backend", "box", "clim", "sci", "sca", "delaxes", "connect", "disconnect", "rcdefaults",
    "thetagrids", "rgrids", "minorticks_on", "minorticks_off", "waitforbuttonpress", "imsave",
)  # fmt: skip


def _pyplot() -> dict[str, Any]:
    """What draws into the figure that is there."""
    there = Axes()
    drawing = {name: getattr(there, name) for name in _DRAWING}

    def subplots(nrows: int = 1, ncols: int = 1, **named: Any) -> tuple[Figure, Any]:
        figure = Figure(figsize=named.get("figsize"))
        return figure, figure.subplots(nrows, ncols, squeeze=named.get("squeeze", True))

    quiet = {name: Anything() for name in _QUIET} | {"show": nothing, "imsave": nothing}
    return quiet | drawing | _figures(subplots) | {name: _settings() for name in _SETTINGS}


def _figures(subplots: Callable[..., Any]) -> dict[str, Any]:
    ticks = _always(lambda: (np.linspace(0, 1, 6), [Anything() for _ in range(6)]))
    return {
        "subplots": subplots, "figure": Figure, "Figure": Figure, "Axes": Axes,
        "Colormap": Colormap,
        "subplot_mosaic": _always(lambda: (Figure(), defaultdict(Axes))),
        "gcf": _always(Figure), "get_fignums": _always(list), "get_figlabels": _always(list),
        "fignum_exists": _always(bool), "isinteractive": _always(bool), "ginput": _always(list),
        **dict.fromkeys(("subplot", "subplot2grid", "axes", "gca"), _always(Axes)),
        "xlim": _limits, "ylim": _limits, "xticks": ticks, "yticks": ticks,
        "savefig": Figure().savefig, "get_cmap": Colormap, "colormaps": Maps(),
        "imread": _always(lambda: np.zeros((_HEIGHT, _WIDTH, 4), np.float32)),
        "get_backend": _always(lambda: "agg"),
        "cm": importlib.import_module("matplotlib.cm"),
    }  # fmt: skip


def _pylab() -> dict[str, Any]:
    numbers = {name: value for name, value in vars(np).items() if not name.startswith("_")}
    return numbers | _pyplot() | {"np": np, "numpy": np}


def _matplotlib() -> dict[str, Any]:
    return {name: _settings() for name in _SETTINGS} | {
        "use": nothing, "get_backend": _always(lambda: "agg"), "colormaps": Maps(),
    }  # fmt: skip


def _drawn(name: str) -> Any:
    """What a library of finished plots has under a name: a class, or a function that draws."""
    return type(name, (Anything,), {}) if name[:1].isupper() else _always(Axes)


def _seaborn() -> dict[str, Any]:
    def color_palette(
        palette: Any = None, n_colors: int | None = None, *_: Any, **named: Any
    ) -> Any:
        """So many colours; a map of them where that is asked for."""
        if named.get("as_cmap"):
            return Colormap()
        count = n_colors or (_count(palette) if isinstance(palette, (list, tuple)) else 10)
        return [(i / count, i / count, i / count) for i in range(count)]

    palettes = dict.fromkeys(("color_palette", "husl_palette", "hls_palette"), color_palette)
    settings = dict.fromkeys(
        ("set_theme", "set", "set_style", "set_context", "set_palette"), nothing
    )
    contexts = {"axes_style": Anything(), "plotting_context": Anything()}
    return {"_other": _drawn} | palettes | settings | contexts


def _plotly() -> dict[str, Any]:
    return {"make_subplots": _always(Figure), "Figure": Figure}


PLOTS: dict[str, Callable[[], dict[str, Any]]] = {
    "matplotlib": _matplotlib,
    "matplotlib.pyplot": _pyplot,
    "matplotlib.pylab": _pylab,
    "matplotlib.cm": lambda: {"_other": map_of, "get_cmap": Colormap},
    "matplotlib.colors": lambda: dict.fromkeys(("ListedColormap", "Colormap"), Colormap),
    "matplotlib.figure": lambda: {"Figure": Figure},
    "matplotlib.axes": lambda: {"Axes": Axes},
    **{
        f"matplotlib.{part}": dict
        for part in ("animation", "gridspec", "image", "lines", "patches", "patheffects", "rcsetup",
                     "style", "text", "ticker", "transforms", "offsetbox", "font_manager")
    },
    "matplotlib_inline": dict,
    "mpl_toolkits": dict,
    "pylab": _pylab,
    "seaborn": _seaborn,
    "plotly": dict,
    "plotly.express": lambda: {"_other": lambda _: _always(Figure)},
    "plotly.graph_objects": _plotly,
    "plotly.graph_objs": _plotly,
    "plotly.subplots": _plotly,
    **dict.fromkeys(("bokeh", "altair", "plotnine", "bokeh.plotting", "plotext"), dict),
}  # fmt: skip
