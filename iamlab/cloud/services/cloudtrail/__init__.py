"""AWS CloudTrail: the event history, and trails. AWS pages: "AWS CloudTrail API Reference"."""

from iamlab.cloud.services.cloudtrail import lookup, selectors, tags, trails

OPERATIONS = {**lookup.OPERATIONS, **trails.OPERATIONS, **selectors.OPERATIONS, **tags.OPERATIONS}
