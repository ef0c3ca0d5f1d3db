"""SIMULATED payment gateways for development and tests, a process of its own."""
