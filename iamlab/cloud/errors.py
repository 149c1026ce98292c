"""An AWS service's refusal to do what was asked."""

from dataclasses import dataclass


@dataclass(eq=False)
class ServiceError(Exception):
    """`code` and `message` in AWS's own words; `status` is the HTTP status that AWS answers with.

    `reason` is the member Reason of AWS Organizations' exceptions, which tells apart what one code is for.
    """

    code: str
    message: str
    status: int = 400
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def no_such_entity(what: str) -> ServiceError:
    return ServiceError("NoSuchEntity", what, 404)


def already_exists(what: str) -> ServiceError:
    return ServiceError("EntityAlreadyExists", what, 409)


def delete_conflict(what: str) -> ServiceError:
    return ServiceError("DeleteConflict", what, 409)


def limit_exceeded(what: str) -> ServiceError:
    return ServiceError("LimitExceeded", what, 409)


def not_simulated(what: str) -> ServiceError:
    """The lab's own refusal: AWS would have done it."""
    return ServiceError("NotSimulated", what, 501)
