"""Which links a list may bring once more: those of nothing that is shown, given up a day ago."""

PAUSE = "1 day"
LONG_GIVEN_UP = (
    f"({{row}}.state = 'refused' AND {{row}}.fetched_at < clock_timestamp() - interval '{PAUSE}')"
)
