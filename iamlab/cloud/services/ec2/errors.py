"""EC2's refusals. AWS page: "Error codes for the Amazon EC2 API"."""

from iamlab.cloud.errors import ServiceError


def not_found(kind: str, id_: str, what: str) -> ServiceError:
    """Such as InvalidInstanceID.NotFound; `what` is how the sentence calls it: "instance ID"."""
    return ServiceError(f"{kind}.NotFound", f"The {what} '{id_}' does not exist")


def malformed(kind: str, id_: str) -> ServiceError:
    return ServiceError(f"{kind}.Malformed", f'Invalid id: "{id_}"')


def invalid_value(message: str) -> ServiceError:
    return ServiceError("InvalidParameterValue", message)


def invalid_combination(message: str) -> ServiceError:
    return ServiceError("InvalidParameterCombination", message)


def limit_exceeded(kind: str, most: int) -> ServiceError:
    """A quota of this lab."""
    return ServiceError(f"{kind}LimitExceeded", f"An account of this lab has {most} of these in a Region at most.")
