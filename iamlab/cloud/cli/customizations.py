"""Options that the AWS CLI has beside those of the API. AWS page: "AWS CLI Command Reference: run-instances"."""

_COUNT = "--count"


def rewritten(service: str, operation: str, words: list[str]) -> list[str]:
    """Return the words of a command with the CLI's own options as the API's: `--count 1:3` of run-instances."""
    if (service, operation) != ("ec2", "RunInstances"):
        return words
    found: list[str] = []
    left = list(reversed(words))
    while left:
        word = left.pop()
        name, joined, value = word.partition("=")
        if name == _COUNT and (joined or left):
            least, colon, most = (value if joined else left.pop()).partition(":")
            found += ["--min-count", least, "--max-count", most if colon else least]
        else:
            found.append(word)
    return found
