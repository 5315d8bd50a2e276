"""What a merge moved: how it stands now, and how it goes back."""
