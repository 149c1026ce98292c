"""GetRandomPassword. AWS page: "GetRandomPassword" (kinds of characters, and what can be left out)."""

import string

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import chance
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.secretsmanager import lookup

_LENGTH, _LONGEST = 32, 4_096
_KINDS = {
    "ExcludeLowercase": string.ascii_lowercase,
    "ExcludeUppercase": string.ascii_uppercase,
    "ExcludeNumbers": string.digits,
    "ExcludePunctuation": string.punctuation,
}


def get_random_password(call: Invocation) -> Output:
    length = int(call.parameters.get("PasswordLength", _LENGTH))
    if not 1 <= length <= _LONGEST:
        raise lookup.wrong(f"PasswordLength must be between 1 and {_LONGEST}.")
    kinds = _kinds(call)
    if not kinds:
        raise ServiceError("InvalidRequestException", "No characters are left to make a password of.")
    numbers = chance.numbers(call, "password")
    every = "".join(kinds)
    made = [every[next(numbers) % len(every)] for _ in range(length)]
    if call.parameters.get("RequireEachIncludedType", True):
        if length < len(kinds):
            raise lookup.wrong(f"A password with each type of characters has {len(kinds)} characters at least.")
        start = next(numbers)
        for count, kind in enumerate(kinds):  # one of each, spread over the password
            made[(start + count * (length // len(kinds))) % length] = kind[next(numbers) % len(kind)]
    return {"RandomPassword": "".join(made)}


def _kinds(call: Invocation) -> list[str]:
    excluded = call.text("ExcludeCharacters")
    kinds = [characters for name, characters in _KINDS.items() if not call.parameters.get(name, False)]
    if call.parameters.get("IncludeSpace", False):
        kinds.append(" ")
    left = ("".join(one for one in kind if one not in excluded) for kind in kinds)
    return [kind for kind in left if kind]


OPERATIONS = {"GetRandomPassword": MappedOperation(get_random_password)}
