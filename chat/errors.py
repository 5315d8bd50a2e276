"""Why chat says no."""

from omni.lib.errors import Invalid, NotAllowed, Refused


class EmptyMessage(Invalid):
    """Write something first."""

    code = "empty_message"


class MessageTooLong(Invalid):
    """That's too long for one message. Please keep it under 2,000 characters."""

    code = "message_too_long"


class AnsweredByAnother(Refused):
    """A colleague is answering this one."""

    code = "answered_by_another"


class CannotAnswer(NotAllowed):
    """That colleague doesn't answer chats."""

    code = "cannot_answer"


class AlreadyFinished(Refused):
    """This chat is finished."""

    code = "already_finished"
