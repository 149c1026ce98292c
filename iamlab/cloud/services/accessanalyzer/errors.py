"""IAM Access Analyzer's refusals, with the HTTP status of each as its API reference has them."""

from iamlab.cloud.errors import ServiceError


def invalid(message: str) -> ServiceError:
    return ServiceError("ValidationException", message, 400)


def not_found(message: str) -> ServiceError:
    return ServiceError("ResourceNotFoundException", message, 404)


def conflict(message: str) -> ServiceError:
    return ServiceError("ConflictException", message, 409)


def too_many(message: str) -> ServiceError:
    return ServiceError("ServiceQuotaExceededException", message, 402)


def invalid_parameter(message: str) -> ServiceError:
    return ServiceError("InvalidParameterException", message, 400)


def unprocessable(message: str) -> ServiceError:
    return ServiceError("UnprocessableEntityException", message, 422)
