"""Metals that settings are made of: the word in the data, and how it reads."""

METALS = {
    "platinum": "platinum",
    "yellow-gold": "18 ct yellow gold",
    "rose-gold": "18 ct rose gold",
    "white-gold": "18 ct white gold",
}
