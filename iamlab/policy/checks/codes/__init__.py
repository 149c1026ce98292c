"""Every code that Access Analyzer's policy validation has, and our own: what it means and whether it is raised.

Source: "IAM policy validation check reference". The codes of a family of checks stand together.
"""

from iamlab.policy.checks.codes import (
    arns,
    conditions,
    emptiness,
    grammar,
    names,
    policy_types,
    principals,
    redundancy,
    security,
    sizes,
    variables,
)
from iamlab.policy.checks.codes.code import Code, Topic

_FAMILIES = (
    grammar,
    policy_types,
    variables,
    emptiness,
    redundancy,
    names,
    arns,
    conditions,
    principals,
    security,
    sizes,
)

CODES: dict[str, Code] = {code.name: code for family in _FAMILIES for code in family.CODES}

__all__ = ["CODES", "Code", "Topic"]
