"""Images to launch from: a few of Amazon's own. AWS page: "DescribeImages"."""

from dataclasses import dataclass
from typing import Any

from iamlab.cloud.services.ec2 import ids
from iamlab.cloud.services.ec2.errors import invalid_value, malformed, not_found
from iamlab.cloud.services.ec2.operation import ec2
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.policy.patterns import compile_glob

_AMAZON = "137112412989"  # the account that Amazon Linux comes from
_SHORTEST_ID = 8


@dataclass(frozen=True, slots=True)
class Image:
    id: str
    name: str
    description: str
    architecture: str
    created: str


_ROWS = (
    ("al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64", "Amazon Linux 2023 AMI x86_64", "x86_64", "2025-11-10"),
    ("al2023-ami-2023.9.20251110.1-kernel-6.1-arm64", "Amazon Linux 2023 AMI arm64", "arm64", "2025-11-10"),
    ("amzn2-ami-kernel-5.10-hvm-2.0.20251103.0-x86_64-gp2", "Amazon Linux 2 Kernel 5.10 AMI", "x86_64", "2025-11-03"),
)


def every(region: str) -> list[Image]:
    """The images of a Region; each Region has ids of its own."""
    return [Image(ids.made_from("ami", f"{region}/{row[0]}"), *row) for row in _ROWS]


def check(region: str, id_: str) -> None:
    """Raise for what is no id of an image. Images of others, which the lab does not know, are taken on trust."""
    tail = id_.removeprefix("ami-")
    if tail == id_ or len(tail) < _SHORTEST_ID or not all(digit in "0123456789abcdef" for digit in tail):
        raise malformed("InvalidAMIID", id_)


def describe_images(call: Invocation) -> Output:
    asked = call.parameters.get("ImageIds")
    owners = call.parameters.get("Owners")
    for ignored in ("ExecutableUsers", "IncludeDeprecated", "IncludeDisabled"):  # all of these images are for everybody
        call.parameters.get(ignored)
    found = every(call.region)
    if asked:
        by_id = {image.id: image for image in found}
        missing = next((one for one in asked if one not in by_id), None)
        if missing is not None:
            raise not_found("InvalidAMIID", missing, "image id")
        found = [by_id[one] for one in asked]
    if owners and not {"amazon", _AMAZON} & set(owners):
        found = []
    return {"Images": [_shown(image) for image in _filtered(call, found)]}


def _filtered(call: Invocation, found: list[Image]) -> list[Image]:
    for asked in call.parameters.get("Filters") or ():
        name, globs = str(asked.get("Name", "")), [compile_glob(one) for one in asked.get("Values") or ()]
        fields = {"name": "name", "architecture": "architecture", "image-id": "id", "description": "description"}
        if name in ("state", "owner-alias", "owner-id", "virtualization-type", "root-device-type"):
            text = {"state": "available", "owner-alias": "amazon", "owner-id": _AMAZON}.get(
                name, "hvm" if name == "virtualization-type" else "ebs"
            )
            found = found if any(glob.matches(text) for glob in globs) else []
        elif name in fields:
            found = [one for one in found if any(glob.matches(getattr(one, fields[name])) for glob in globs)]
        else:
            raise invalid_value(f"The filter '{name}' is invalid")
    return found


def _shown(image: Image) -> dict[str, Any]:
    return {
        "ImageId": image.id,
        "Name": image.name,
        "Description": image.description,
        "ImageLocation": f"amazon/{image.name}",
        "ImageOwnerAlias": "amazon",
        "OwnerId": _AMAZON,
        "Architecture": image.architecture,
        "CreationDate": f"{image.created}T00:00:00.000Z",
        "State": "available",
        "Public": True,
        "ImageType": "machine",
        "PlatformDetails": "Linux/UNIX",
        "RootDeviceName": "/dev/xvda",
        "RootDeviceType": "ebs",
        "VirtualizationType": "hvm",
        "Hypervisor": "xen",
        "EnaSupport": True,
    }


OPERATIONS = {"DescribeImages": ec2(describe_images)}
