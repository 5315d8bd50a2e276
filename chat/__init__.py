"""What we say: conversations, their messages in order, who answers, and approved answers."""
