"""Plays a clinic's day in real windows, by keyboard: the demonstration and the proof."""
