"""The response to a call, written as its protocol has it."""
