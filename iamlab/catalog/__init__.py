"""What exists in AWS: services, actions, managed policies. Reads packaged data only, on first use."""
