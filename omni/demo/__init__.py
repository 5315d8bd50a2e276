"""The demo shop, put together from what each app brings; only where nobody's real data is."""
