"""The workstation's way to the server: who asks, on which thread, what follows a failure."""
