"""The metals of settings and jewellery: how each is shaded."""

from dataclasses import dataclass

METALS = {
    "platinum": ("#a7b4c0", "#f3f7fa", "#63727e"),
    "white-gold": ("#b5b6b0", "#f7f6f0", "#6f6e66"),
    "yellow-gold": ("#c9a550", "#fbf0cf", "#83642a"),
    "rose-gold": ("#d39f88", "#fbe7dc", "#8d5c48"),
}
"""Its colour, where it shines, and its edge."""
BANDS = ((0, 0), (0.2, 1), (0.48, 0), (0.78, 1), (1, 0))
"""(how far across, 1 where it shines)"""


@dataclass(frozen=True)
class Paint:
    """`name` is what the gradient is called within its drawing."""

    metal: str
    name: str

    @property
    def base(self) -> str:
        return METALS[self.metal][0]

    @property
    def shine(self) -> str:
        return METALS[self.metal][1]

    @property
    def edge(self) -> str:
        return METALS[self.metal][2]

    @property
    def fill(self) -> str:
        return f"url(#{self.name})"

    def gradient(self) -> str:
        """Across the whole of a shape; it goes into `<defs>`."""
        stops = "".join(
            f'<stop offset="{at}" stop-color="{self.shine if shines else self.base}"/>'
            for at, shines in BANDS
        )
        return (
            f'<linearGradient id="{self.name}" x1="0" x2="1" y1="0" y2=".9">{stops}'
            "</linearGradient>"
        )
