"""The simulated AWS: accounts, the gateway to their services, and the terminal that calls it."""
