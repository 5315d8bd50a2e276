"""Times and sentences as people say them: `{{ moment|clock_in:zone }}`."""

import datetime as dt
from zoneinfo import ZoneInfo

from django import template

from ..clock import now
from ..spoken import clock_time, time_and_day
from ..spoken import stretch as stretch_of

register = template.Library()


@register.filter
def clock_in(moment: dt.datetime, zone: str) -> str:
    """`9:30 am`"""
    return clock_time(moment.astimezone(ZoneInfo(zone)))


@register.filter
def said_when(about) -> str:
    """`9:30 am`, or `9:30 am tomorrow`, of something with `at` and `zone`."""
    zone = ZoneInfo(about.zone)
    return time_and_day(about.at.astimezone(zone), now().astimezone(zone))


@register.filter
def clock_of(written: str, zone: str) -> str:
    """`7:42 pm` of a moment written as ISO 8601."""
    return clock_in(dt.datetime.fromisoformat(written), zone or "UTC")


@register.filter
def stretch(took: dt.timedelta) -> str:
    """`2 min 6 s`"""
    return stretch_of(took)


@register.filter
def first_sentence(text: str) -> str:
    """`Hana joined.` of `Hana joined. She’s read your questions.`"""
    first, dot, _ = text.partition(". ")
    return f"{first}." if dot else text


@register.filter
def other_sentences(text: str) -> str:
    return text.partition(". ")[2]
