"""The words that lists use for grades, and our codes for them; nothing is graded up."""

import re

from inventory.models.stone import Clarity, Colour, Cut, Fluorescence, Shape

SHAPE_WORDS = {
    Shape.ROUND: "ROUND ROUNDBRILLIANT B BR RB RD RBC RND",
    Shape.PEAR: "PEAR PEARBRILLIANT P PSH PB PMB",
    Shape.EMERALD: "EMERALD EMERALDCUT E EM EC",
    Shape.PRINCESS: "PRINCESS PR PRN PRIN PN PC SMB MDSQB",
    Shape.MARQUISE: "MARQUISE M MQ MQB",
    Shape.ASSCHER: "ASSCHER A AC CSS CSSC SQUAREEMERALD SQE SQEM SX",
    Shape.CUSHION: (
        "CUSHION CUSHIONBRILLIANT CUSHIONMODIFIED CUSHIONMODIFIEDBRILLIANT C CB CU CX CMB CUX CRC"
        " CSC RCSB RCRMB SCMB SCX CUSH"
    ),
    Shape.OVAL: "OVAL OVALBRILLIANT O OV OMB",
    Shape.RADIANT: "RADIANT RADIANTBRILLIANT RA RC RAD RDN CRB RCRB",
    Shape.HEART: "HEART HEARTBRILLIANT H HS HT MHRC",
    Shape.TRILLIANT: "TRILLIANT TRILLIANTBRILLIANT TRILLION T TR TRIL",
    Shape.BAGUETTE: "BAGUETTE STRAIGHTBAGUETTE BAG BG",
    Shape.TAPERED: "TAPEREDBAGUETTE TAPERBAGUETTE BAGUETTETAPERED TBAG TAPEREDBAG",
}
SHAPES = {word: code for code, words in SHAPE_WORDS.items() for word in words.split()}
# Shapes that lists have and we don't keep: a row is refused by its name, not as a riddle.
OTHER_SHAPES = {
    word: name
    for name, words in {
        "a half moon": "HALFMOON",
        "a kite": "KITE",
        "a shield": "SHIELD",
        "a trapezoid": "TRAPEZOID TRAPEZE",
        "a bullet": "BULLET",
        "a briolette": "BRIOLETTE",
        "a rose cut": "ROSE ROSECUT",
        "a hexagon": "HEXAGON HEXAGONAL",
        "an old mine cut": "OLDMINE OLDMINER OLDMINECUT",
        "an old European cut": "OLDEUROPEAN OLDEUROPEANCUT EUROPEANCUT",
    }.items()
    for word in words.split()
}
# These mean one shape with some suppliers and another with others.
DOUBTFUL_SHAPES = {"PS": ("pear", "princess"), "R": ("radiant", "round")}
COLOURS = {one.label: one.value for one in Colour if one}
CLARITIES = {one.label: one.value for one in Clarity if one != Clarity.NONE} | {
    **dict.fromkeys(("N", "NONE", "NOTGRADED"), Clarity.NONE),
    "LC": Clarity.IF, "FLAWLESS": Clarity.FL, "INTERNALLYFLAWLESS": Clarity.IF,
    "P1": Clarity.I1, "P2": Clarity.I2, "P3": Clarity.I3,
}  # fmt: skip
GRADE_WORDS = {
    Cut.EXCELLENT: "EXCELLENT EX X I ID IDEAL EXC 3EX",
    Cut.VERY_GOOD: "VERYGOOD VG V VGEX EXVG",
    Cut.GOOD: "GOOD G GD GVG VGG",
    Cut.FAIR: "FAIR F FR FG GF",
    Cut.POOR: "POOR P PR",
}
GRADES = {word: code for code, words in GRADE_WORDS.items() for word in words.split()}
FLUORESCENCE_WORDS = {
    Fluorescence.NONE: "NONE N NON NIL NO",
    Fluorescence.FAINT: "FAINT F FNT FA VSL VERYSLIGHT SL SLIGHT",
    Fluorescence.MEDIUM: "MEDIUM M MED",
    Fluorescence.STRONG: "STRONG S STG STR ST",
    Fluorescence.VERY_STRONG: "VERYSTRONG VS VST VSTG VSTR",
}
FLUORESCENCES = {word: code for code, words in FLUORESCENCE_WORDS.items() for word in words.split()}
GLOW = re.compile(r"\b(BLUE|BL|B|YELLOW|YL|WHITE|GREEN|ORANGE)\b")
LABS = {
    word: name
    for name, words in {
        "GIA": "GIA", "IGI": "IGI", "HRD": "HRD HRDANTWERP", "AGS": "AGS AGSL", "GCAL": "GCAL",
        "GSI": "GSI", "EGL": "EGL EGLUSA", "IIDGR": "IIDGR", "DF": "DF", "PGS": "PGS",
        "SGL": "SGL", "GII": "GII", "NGTC": "NGTC",
    }.items()
    for word in words.split()
}  # fmt: skip
NO_LAB = {"NONE", "NA", "NO", "NOCERT", "UNCERTIFIED", "NONCERT", "UNCERT"}
# Guaranteed, and subject to prior sale, can be had; what is with somebody on memo can't.
AVAILABILITY = {
    **dict.fromkeys(("G", "GA", "GUARANTEED", "AVAILABLE", "A", "YES", "Y", "INSTOCK"), True),
    **dict.fromkeys(("STPS", "SUBJECTTOPRIORSALE"), True),
    **dict.fromkeys(("M", "MEMO", "ONMEMO"), False),
    **dict.fromkeys(("NA", "N", "NO", "UNAVAILABLE", "NOTAVAILABLE", "SOLD", "HOLD"), False),
}
ORIGINS = {
    **dict.fromkeys(("NATURAL", "MINED", "NAT", "DIAMOND", "NATURALDIAMOND"), False),
    **dict.fromkeys(
        ("LAB", "LABGROWN", "LABGROWNDIAMOND", "LG", "LGD", "CVD", "HPHT", "LABCREATED"), True
    ),
}
UNTREATED = {"NONE", "NO", "N", "NA", "NATURAL", "UNTREATED", "NIL"}
NOT_WORD = re.compile(r"[^A-Z0-9]+")


def plain(cell: str) -> str:
    """`Very Good`, `very-good` and `VERY GOOD` are one word."""
    return NOT_WORD.sub("", cell.upper())
