"""Amazon EC2: instances that are only said to run, and what is around them."""

from iamlab.cloud.services.ec2 import (
    images,
    instances,
    key_pairs,
    network,
    profiles,
    security_groups,
    tags,
    volumes,
)

OPERATIONS = {
    **instances.OPERATIONS,
    **images.OPERATIONS,
    **profiles.OPERATIONS,
    **security_groups.OPERATIONS,
    **network.OPERATIONS,
    **key_pairs.OPERATIONS,
    **volumes.OPERATIONS,
    **tags.OPERATIONS,
}
