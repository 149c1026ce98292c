"""ARN condition operators ("IAM JSON policy elements: Condition operators").

ArnEquals and ArnLike are the same operator: each of the six fields is compared by itself, wildcards allowed.
"""

from iamlab.policy.arns import compile_arn_condition, matches_fields, parse_arn
from iamlab.policy.conditions.comparison import Comparison, pair

_LIKE = Comparison(compile_arn_condition, parse_arn, matches_fields, substitutes=True, kind="arn")

OPERATORS = {**pair("ArnEquals", "ArnNotEquals", _LIKE), **pair("ArnLike", "ArnNotLike", _LIKE)}
