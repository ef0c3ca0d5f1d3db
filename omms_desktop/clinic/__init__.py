"""What several tabs show alike: patients, times, states, in the clinic's words."""
