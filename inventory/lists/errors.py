"""Why a list can't be read at all; a single bad row is a `Problem` instead."""

from omni.lib.errors import Refused


class UnreadableList(Refused):
    """This file isn't a list that we can read."""

    code = "unreadable_list"
    status = 400
