"""Why a message is not written."""

from omni.lib.errors import Invalid


class NotAMobile(Invalid):
    """That isn't a mobile number we can text."""

    code = "not_a_mobile"


class NotAnAddress(Invalid):
    """That isn't an e-mail address."""

    code = "not_an_address"
