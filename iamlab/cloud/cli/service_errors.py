"""How the AWS CLI words what a service refused."""

from http import HTTPStatus

from botocore.model import OperationModel

from iamlab.cloud.errors import ServiceError


def sentence(model: OperationModel, error: ServiceError) -> str:
    code, message = error.code, error.message
    if model.http.get("method") == "HEAD":  # an answer to HEAD has no body: the client knows its status only
        code, message = str(error.status), HTTPStatus(error.status).phrase
    return f"An error occurred ({code}) when calling the {model.name} operation: {message}"
