"""The sentences of a trace. Plain words; the facts are in the keys beside them."""
