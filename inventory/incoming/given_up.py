"""Which links a list may bring once more: those of nothing that is shown, given up a day ago."""

PAUSE = "1 day"
LONG_GIVEN_UP = (
    "({row}.state = 'refused' AND coalesce("
    f"{{row}}.fetched_at < clock_timestamp() - interval '{PAUSE}', false))"
)
