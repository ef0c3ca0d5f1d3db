"""Administration: reading the trail."""
