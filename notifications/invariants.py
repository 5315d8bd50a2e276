"""What must hold of messages: none lies about unsent."""

from omni.lib.invariants import Invariant, promise

promise(
    Invariant(
        "I7",
        "A message that is due is sent, retried later or given up within a minute",
        """
        SELECT id AS message, state, due_at FROM notifications_message
        WHERE final_at IS NULL AND state = 'queued'
          AND due_at < clock_timestamp() - interval '60 seconds'
        """,
        needs_workers=True,
    ),
)
