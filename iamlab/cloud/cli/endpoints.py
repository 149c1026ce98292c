"""Where a command would be sent. AWS pages: "AWS service endpoints", "Command line return codes in the AWS CLI"."""

from functools import lru_cache

from botocore.loaders import Loader

from iamlab.catalog.regions import partition_of
from iamlab.cloud import models
from iamlab.cloud.cli.usage import GENERAL_ERROR, UsageError


def check(service: str, region: str) -> None:
    """Raise UsageError, as the CLI says it, for a Region that does not exist: there is nothing to connect to.

    A service with one endpoint for all Regions is there whatever the Region.
    """
    prefix = models.service(service).endpoint_prefix
    if partition_of(region) or prefix in _without_regions():
        return
    url = f"https://{prefix}.{region}.amazonaws.com/"
    raise UsageError(f'\nCould not connect to the endpoint URL: "{url}"', GENERAL_ERROR)


@lru_cache(maxsize=1)
def _without_regions() -> frozenset[str]:
    services = Loader().load_data("endpoints")["partitions"][0]["services"]
    return frozenset(prefix for prefix, one in services.items() if not one.get("isRegionalized", True))
