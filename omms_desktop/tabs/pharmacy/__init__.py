"""The pharmacy: reviewing, dispensing, labels, and the stock."""
