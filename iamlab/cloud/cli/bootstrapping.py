"""Where the seed of a new virtual MFA device goes: the AWS CLI writes it to a file and does not show it.

AWS page: "AWS CLI Command Reference: create-virtual-mfa-device" (--outfile, --bootstrap-method).
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from iamlab.cloud.cli import blobs, workspace
from iamlab.cloud.cli.usage import misused

_OPERATION = ("iam", "CreateVirtualMFADevice")
_OUTFILE, _METHOD = "--outfile", "--bootstrap-method"
_METHODS = ("QRCodePNG", "Base32StringSeed")
_OPTIONS = {
    _OUTFILE: "The workspace file that the seed is saved in.",
    _METHOD: f"What is saved there: {' or '.join(_METHODS)}.",
}


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """The file that the seed goes to, and which member of the answer is written there."""

    file: str
    method: str

    def store(self, shown: dict[str, Any], files: Mapping[str, str]) -> tuple[Mapping[str, str], str]:
        """Take the seed out of the answer; return the files with it, and what there is to say about them."""
        device = shown.get("VirtualMFADevice", {})
        secrets = {method: device.pop(method, "") for method in _METHODS}  # in Base64, as all that is printed
        text, note = blobs.in_file(base64.b64decode(secrets[self.method]), self.file)
        return workspace.write(files, self.file, text), note


def options(service: str, operation: str) -> dict[str, str]:
    """The options that the AWS CLI adds to an operation, all of them required, with what each is for."""
    return _OPTIONS if (service, operation) == _OPERATION else {}


def split(
    service: str, operation: str, words: list[str], files: Mapping[str, str]
) -> tuple[list[str], Bootstrap | None]:
    """Take the two options out of the words of a command; None for an operation that has no such options.

    Raises UsageError where one is missing, as the AWS CLI requires both, and for a name that no file can have.
    """
    added = options(service, operation)
    if not added:
        return words, None
    given: dict[str, str] = {}
    rest: list[str] = []
    left = list(reversed(words))
    while left:
        name, joined, value = left.pop().partition("=")
        if name not in added:
            rest.append(name + joined + value)
        elif joined or left:
            given[name] = value if joined else left.pop()
        else:
            raise misused(f"argument {name}: expected one argument")
    missing = [name for name in added if name not in given]
    if missing:
        raise misused(f"the following arguments are required: {', '.join(missing)}")
    if given[_METHOD] not in _METHODS:
        raise misused(f"argument {_METHOD}: Invalid choice, valid choices are:\n\n{' | '.join(_METHODS)}")
    workspace.write(files, given[_OUTFILE], "")  # a wrong name is refused before anything is made
    return rest, Bootstrap(given[_OUTFILE], given[_METHOD])
