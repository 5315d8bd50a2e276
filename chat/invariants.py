"""What must hold of conversations: no gap, no twin, one who answers."""

from omni.lib.invariants import Invariant, promise

promise(
    Invariant(
        "I9",
        "A conversation's messages are numbered from 1 without a gap, up to its last number",
        """
        SELECT c.id AS conversation, c.last_seq, count(m.id) AS messages,
               min(m.seq) AS first, max(m.seq) AS last
        FROM chat_conversation c LEFT JOIN chat_message m ON m.conversation_id = c.id
        GROUP BY c.id
        HAVING count(m.id) <> c.last_seq OR coalesce(max(m.seq), 0) <> c.last_seq
            OR coalesce(min(m.seq), 1) <> 1
        """,
    ),
    Invariant(
        "I10",
        "One person at a time answers a conversation",
        """
        SELECT conversation_id AS conversation, count(*) AS answering FROM chat_assignment
        WHERE ended_at IS NULL GROUP BY conversation_id HAVING count(*) > 1
        """,
    ),
    Invariant(
        "I10-owned",
        "An open conversation has somebody who answers, or waits for somebody",
        """
        SELECT c.id AS conversation, c.last_at FROM chat_conversation c
        WHERE c.state = 'open' AND c.waiting_since IS NULL AND NOT EXISTS (
            SELECT 1 FROM chat_assignment a WHERE a.conversation_id = c.id AND a.ended_at IS NULL
        )
        """,
    ),
)
