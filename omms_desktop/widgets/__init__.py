"""The parts every screen is built from. They know no clinic word, no contract and no network."""
