"""Every decision at once: what one set of policies allows that another does not."""

from iamlab.analysis.excess import Excess, Search, find_excess

__all__ = ["Excess", "Search", "find_excess"]
