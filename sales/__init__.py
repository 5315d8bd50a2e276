"""What we sell: orders, their lines and tenders, payments."""
