"""Times and days as people say them."""

import datetime as dt

UP_TO_NINE = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def clock_time(moment: dt.datetime | dt.time) -> str:
    """`9:30 am`, `10 pm`, `noon`, `midnight`; the moment is already local."""
    if (moment.hour, moment.minute) in {(0, 0), (12, 0)}:
        return "noon" if moment.hour else "midnight"
    hour = moment.hour % 12 or 12
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minutes} {'pm' if moment.hour >= 12 else 'am'}"


def day(on: dt.date, today: dt.date) -> str:
    """`today`, `tomorrow`, `Saturday` within the week, else `Monday 5 January`."""
    ahead = (on - today).days
    if ahead in {0, 1}:
        return ("today", "tomorrow")[ahead]
    return f"{on:%A}" if 0 < ahead < 7 else f"{on:%A} {on.day} {on:%B}"


def time_and_day(moment: dt.datetime, at: dt.datetime) -> str:
    """`9:30 am`, later today, or `9:30 am tomorrow`; both moments are in one local zone."""
    when = clock_time(moment)
    return when if moment.date() == at.date() else f"{when} {day(moment.date(), at.date())}"


def date_and_time(moment: dt.datetime) -> str:
    """`Saturday 28 November, 2:15 pm`; the moment is already local."""
    return f"{moment:%A} {moment.day} {moment:%B}, {clock_time(moment)}"


def stretch(took: dt.timedelta) -> str:
    """`38 s`, `2 min 6 s`, `1 h 5 min`"""
    seconds = round(took.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def names(given: list[str]) -> str:
    """`Hana`, `Hana and Ravi`, `Hana, Ravi and Mei`."""
    return given[0] if len(given) == 1 else f"{', '.join(given[:-1])} and {given[-1]}"


def spelled(count: int) -> str:
    """`two`, up to `nine`; else in figures."""
    return UP_TO_NINE[count] if count < len(UP_TO_NINE) else str(count)
