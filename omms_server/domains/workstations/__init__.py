"""Which machines may talk to the server."""
