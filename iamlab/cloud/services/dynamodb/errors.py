"""DynamoDB's refusals. AWS page: "Error handling with DynamoDB"."""

from iamlab.cloud.errors import ServiceError


def invalid(message: str) -> ServiceError:
    """A call that makes no sense."""
    return ServiceError("ValidationException", message)


def no_table(name: str) -> ServiceError:
    return ServiceError("ResourceNotFoundException", f"Requested resource not found: Table: {name} not found")


def condition_failed() -> ServiceError:
    return ServiceError("ConditionalCheckFailedException", "The conditional request failed")
