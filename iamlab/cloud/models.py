"""botocore's service models: which operations AWS has, with which parameters and answers."""

import difflib
from functools import lru_cache
from pathlib import Path

import botocore
from botocore import xform_name
from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel

_DATA = str(Path(botocore.__file__).parent / "data")

# botocore's name -> the AWS CLI's, where they differ.
_CLI_NAMES = {"s3": "s3api", "config": "configservice", "codedeploy": "deploy"}


def _loader() -> Loader:
    """Return a loader of its own for each use: it keeps what it has read for ever, and the models are large."""
    # The default search path would include the server's home folder.
    return Loader(extra_search_paths=[_DATA], include_default_search_paths=False)


@lru_cache(maxsize=1)
def services() -> dict[str, str]:
    """Return every service: the AWS CLI's name -> botocore's name, sorted."""
    names = _loader().list_available_services("service-2")
    return dict(sorted((_CLI_NAMES.get(name, name), name) for name in names))


@lru_cache(maxsize=16)
def service(name: str) -> ServiceModel:
    """Return a service's model by botocore's name; raises botocore's UnknownServiceError."""
    return ServiceModel(_loader().load_service_model(name, "service-2"), name)


@lru_cache(maxsize=16)
def operations(name: str) -> dict[str, str]:
    """Return a service's operations: the AWS CLI's name (create-user) -> the API's (CreateUser), sorted."""
    return dict(sorted((xform_name(operation, "-"), operation) for operation in service(name).operation_names))


def operation(service_name: str, operation_name: str) -> OperationModel:
    return service(service_name).operation_model(operation_name)


@lru_cache(maxsize=16)
def paginators(name: str) -> dict[str, dict[str, object]]:
    """Return how each listing operation of a service pages, by the API's name; empty when the service has none."""
    try:
        pages: dict[str, dict[str, object]] = _loader().load_service_model(name, "paginators-1")["pagination"]
    except (UnknownServiceError, DataNotFoundError):
        return {}
    return pages


def nearest(word: str, choices: list[str]) -> list[str]:
    """Return at most three choices that look like `word`, best first."""
    return difflib.get_close_matches(word[:100], choices, n=3, cutoff=0.6)
