"""What a figure is: the median of its runs, each beside its baseline of the same moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median


@dataclass(frozen=True, slots=True)
class Run:
    """One value, and the baseline measured just before or after it, if it has one."""

    value: float
    baseline: float | None = None


def interleaved(
    runs: int, baseline: Callable[[int], float], *measured: Callable[[int], float]
) -> list[list[Run]]:
    """For each of `measured` its runs, made in turn with the baseline.

    A run's baseline is the mean of the one before and the one after it: what drifts cancels out.
    """
    values, baselines = [], [baseline(0)]
    for number in range(runs):
        values.append([each(number) for each in measured])
        baselines.append(baseline(number + 1))
    beside = [mean(pair) for pair in pairwise(baselines)]
    return [list(map(Run, column, beside)) for column in zip(*values, strict=True)]


@dataclass(frozen=True, slots=True)
class Target:
    """A bound of the ratio, or of the value of a figure without a baseline."""

    bound: float
    sign: str = "≥"

    def met_by(self, values: list[float]) -> bool:
        """By the median; where something is promised exactly, by every run."""
        if self.sign == "=":
            return all(value == self.bound for value in values)
        middle = median(values)
        return middle <= self.bound if self.sign == "≤" else middle >= self.bound

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """`runs` in the order in which they were made."""

    name: str
    unit: str
    runs: Sequence[Run]
    target: Target | None = None

    @property
    def value(self) -> float:
        return median(run.value for run in self.runs)

    @property
    def baseline(self) -> float | None:
        return median(run.baseline for run in self.runs) if self._compared else None

    @property
    def ratios(self) -> list[float]:
        """Run by run: what drifts on the machine drifts in both."""
        return [run.value / run.baseline for run in self.runs] if self._compared else []

    @property
    def ratio(self) -> float | None:
        return median(self.ratios) if self._compared else None

    @property
    def spread(self) -> tuple[float, float]:
        values = [run.value for run in self.runs]
        return min(values), max(values)

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None for a figure that has none."""
        if self.target is None:
            return None
        return self.target.met_by(self.ratios or [run.value for run in self.runs])

    @property
    def line(self) -> dict:
        """The figure as `results/latest.jsonl` keeps it."""
        return {
            "name": self.name,
            "value": short(self.value),
            "unit": self.unit,
            "baseline": short(self.baseline),
            "ratio": short(self.ratio),
            "target": self.target and self.target.bound,
            "runs": len(self.runs),
            "spread": [short(end) for end in self.spread],
        }

    @property
    def _compared(self) -> bool:
        return all(run.baseline is not None for run in self.runs)


def short(number: float | None) -> float | None:
    """To four digits that count, and whole numbers whole."""
    if number is None:
        return None
    return float(f"{number:.4g}") if abs(number) < 1000 else round(number)
