"""The reference: one query by primary key as JSON, without middleware, by the shop's own server."""
