"""Names of Regions that are none: what was meant."""

from difflib import get_close_matches

from iamlab.catalog.regions import all_regions


def region_hint(written: str, known: tuple[str, ...]) -> str:
    """A sentence that names the nearest Regions, or how a Region is written."""
    near = _near(written, known, cutoff=0.75)
    return f"Did you mean {' or '.join(sorted(near))}?" if near else "A Region is written like us-east-1."


def mended_region(written: str, known: tuple[str, ...]) -> tuple[str, str]:
    """The title of a fix and the Region that is meant, or two empty texts where that is not certain enough."""
    near = _near(written, known, cutoff=0.9)
    if not near or (len(near) > 1 and written.lower() not in near):
        return "", ""
    meant = written.lower() if written.lower() in near else near[0]
    return f"Use {meant}", meant


def _near(written: str, known: tuple[str, ...], cutoff: float) -> list[str]:
    lowered = written[:60].lower()
    if lowered in all_regions():
        return [lowered]
    return get_close_matches(lowered, known, n=2, cutoff=cutoff)
