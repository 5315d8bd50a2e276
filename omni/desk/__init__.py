"""Staff who answer chats and the telephone."""
