"""The parameters of a request, read as its protocol writes them."""
