"""The demonstration: a believable clinic with invented patients."""
