"""What an action with wildcards matches among the actions that AWS has."""

from bisect import bisect_left
from functools import lru_cache

from iamlab.catalog import actions
from iamlab.policy.patterns import compile_glob

LONGEST = 200  # characters; no action of AWS is near it, and the caches below shall not hold long texts


def is_pattern(action: str) -> bool:
    """Whether an action has wildcards in it."""
    return "*" in action or "?" in action


def covers(pattern: str, action: str) -> bool:
    """Whether an Action value, with or without wildcards, means an action; upper and lower case alike."""
    return _covers(pattern.lower(), action.lower()) if len(pattern) <= LONGEST else False


@lru_cache(maxsize=4096)
def _covers(pattern: str, action: str) -> bool:
    return compile_glob(pattern).matches(action) if is_pattern(pattern) else pattern == action


@lru_cache(maxsize=512)
def _lower_names(service: str) -> tuple[str, ...]:
    return tuple(sorted(name.lower() for name in actions.names(service)))


@lru_cache(maxsize=4096)
def matching(pattern: str) -> tuple[str, ...]:
    """The actions of its service, in lower case, that a lower-case pattern like `s3:get*` matches."""
    candidates = starting_like(pattern)
    glob = compile_glob(pattern)
    return tuple(name for name in candidates if glob.matches(name))


def starting_like(pattern: str) -> tuple[str, ...]:
    """The actions, in lower case, that start as a lower-case pattern does before its first wildcard."""
    start = pattern.split("*", 1)[0].split("?", 1)[0]
    names = _lower_names(pattern.partition(":")[0])
    return names[bisect_left(names, start) : bisect_left(names, start + "\uffff")]
