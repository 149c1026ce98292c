"""The names of services as reports tell them ("Service Authorization Reference")."""

from iamlab.catalog.actions import packaged


def service_name(prefix: str) -> str:
    """`AWS Identity and Access Management (IAM)` for `iam`."""
    return str(packaged().services.get_service_name(prefix))
