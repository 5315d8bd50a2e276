"""Times as people say them: `{{ moment|clock_in:zone }}`, `{{ presence|said_when }}`."""

import datetime as dt
from zoneinfo import ZoneInfo

from django import template

from ..clock import now
from ..spoken import clock_time, time_and_day

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
