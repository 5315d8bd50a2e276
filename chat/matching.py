"""How surely two questions ask the same thing. It rather stays silent than answers beside it."""

import re
import unicodedata

SURE = 0.75
_FILLER = """
a an and are at be by can could did do does for from have how i i'm if in is it its it's ll me my of
on one or please so t that the there this to us was we what which will with would you your hi hello
hey thanks thank
"""
FILLER = frozenset(_FILLER.split())
GRADES = frozenset("defghjklm")
NEGATIONS = frozenset({"not", "no", "never", "without", "isn't", "don't", "can't", "won't"})
FACT = re.compile(r"\d")


def words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """(all that carries meaning, the hard facts in it: grades, figures, negations)."""
    flat = unicodedata.normalize("NFKC", text).replace("’", "'")
    hard, soft = set(), set()
    for word in re.findall(r"[\w.']+", flat):
        bare = word.strip(".'")
        plain = bare.lower()
        is_grade = bare.isupper() and plain in GRADES
        if is_grade or FACT.search(bare) or plain in NEGATIONS:
            hard.add(plain)
        elif plain and plain not in FILLER:
            soft.add(_stem(plain))
    return frozenset(hard | soft), frozenset(hard)


def _stem(word: str) -> str:
    """Plural and singular, and the plainest verb endings, count as one word."""
    for ending in ("'s", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending).rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def likeness(asked: str, known: str) -> float:
    """0 to 1: shared words over all words (Dice); 0 when the hard facts differ."""
    (asked_words, asked_facts), (known_words, known_facts) = words(asked), words(known)
    if not asked_words or not known_words or asked_facts != known_facts:
        return 0.0
    return 2 * len(asked_words & known_words) / (len(asked_words) + len(known_words))
