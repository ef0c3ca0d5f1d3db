"""What the workstation, the sidecar and the server agree on. Imports pydantic and the standard
library only."""
