"""Who signed a request, and whether they did."""
