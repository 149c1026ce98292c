"""The validator: what is wrong with a policy, where, why it matters, and how to mend it."""

from iamlab.policy.checks.codes import CODES, Code, Topic
from iamlab.policy.checks.finding import Finding, FindingType
from iamlab.policy.checks.validate import validate

__all__ = ["CODES", "Code", "Finding", "FindingType", "Topic", "validate"]
