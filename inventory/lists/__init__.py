"""Stock lists that come in: read, mapped and checked by pure functions; nothing here writes."""
