"""A request's context as people write it: lines of `key = value`."""

from collections.abc import Mapping

MAX_CONTEXT = 4_000


def context_text(context: Mapping[str, str | list[str]]) -> str:
    """A context as lines; a key with several values stands on several of them."""
    lines = []
    for key, values in context.items():
        lines += [f"{key} = {value}" for value in ([values] if isinstance(values, str) else values)]
    return "\n".join(lines)


def read_context(text: str) -> dict[str, list[str]]:
    """Lines of `key = value` to a request context; a key on several lines has several values.

    Raises ValueError that names the line.
    """
    if len(text) > MAX_CONTEXT:
        raise ValueError(f"The context has {len(text):,} characters; the limit is {MAX_CONTEXT:,}. Shorten it.")
    context: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        key, equals, value = line.partition("=")
        if not equals or not key.strip():
            raise ValueError(f"Context line {number}: write `key = value`, for example `aws:SourceIp = 203.0.113.5`.")
        context.setdefault(key.strip(), []).append(value.strip())
    return context
