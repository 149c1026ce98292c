"""Which services AWS has, by the name that requests to them are signed with."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import botocore

from iamlab.cloud import models

_DATA = Path(botocore.__file__).parent / "data"
_HEAD = 8_192  # the metadata stand at the top of a model, which may be many megabytes


@dataclass(frozen=True, slots=True)
class Service:
    """`name` is botocore's; `target` stands before the operation in a header or a path, "" where neither names it."""

    name: str
    signing_name: str
    protocols: tuple[str, ...]
    target: str
    version: str


def signed_as(signing_name: str) -> tuple[Service, ...]:
    """Return the services that a signing name may mean, the one of that very name first."""
    return _by_signing_name().get(signing_name, ())


@lru_cache(maxsize=1)
def _by_signing_name() -> dict[str, tuple[Service, ...]]:
    found: dict[str, list[Service]] = {}
    for name in models.services().values():
        service = _service(name, _metadata(name))
        found.setdefault(service.signing_name, []).append(service)
    return {
        signing_name: tuple(sorted(services, key=lambda service: service.name != signing_name))
        for signing_name, services in found.items()
    }


def _service(name: str, metadata: Mapping[str, Any]) -> Service:
    return Service(
        name,
        metadata.get("signingName") or metadata["endpointPrefix"],
        tuple(metadata.get("protocols") or [metadata["protocol"]]),
        metadata.get("targetPrefix", ""),
        metadata["apiVersion"],
    )


def _metadata(name: str) -> Mapping[str, Any]:
    """Read the metadata of a model without the model."""
    newest = max(folder for folder in (_DATA / name).iterdir() if folder.is_dir())
    with gzip.open(newest / "service-2.json.gz") as model:
        head = model.read(_HEAD).decode(errors="ignore")
    start = head.index("{", head.index('"metadata"'))
    metadata: Mapping[str, Any] = json.JSONDecoder().raw_decode(head, start)[0]
    return metadata
