"""The policy language: documents, their grammar, patterns, variables and condition operators."""

from iamlab.policy.document import Condition, Policy, PolicyType, PrincipalName, Statement
from iamlab.policy.format import pretty
from iamlab.policy.parse import parse
from iamlab.policy.problems import PolicyError, Problem

__all__ = [
    "Condition",
    "Policy",
    "PolicyError",
    "PolicyType",
    "PrincipalName",
    "Problem",
    "Statement",
    "parse",
    "pretty",
]
