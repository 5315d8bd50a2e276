"""What the floor's forms may say."""
