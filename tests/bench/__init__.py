"""Measures the server beside the bare limits of the same machine, in one run."""
