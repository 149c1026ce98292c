"""Which operation of which service a request is for."""
