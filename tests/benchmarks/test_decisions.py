"""Deciding takes about as long with a thousand statements about other actions as with ten."""

import time

from iamlab.evaluator import AttachedPolicy, Layers, Request, authorize, compile
from iamlab.policy import parse

REQUEST = Request("arn:aws:iam::123456789012:user/jane", "s3:GetObject", "arn:aws:s3:::reports/q1.csv")
MATCHING = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}


def _seconds(others: int) -> float:
    """The best of several runs of 200 decisions, in processor time, so that a busy machine does not count."""
    statements = [
        {"Effect": "Allow", "Action": [f"s3:Put{number}*", f"ec2:Describe{number}"], "Resource": "*"}
        for number in range(others)
    ]
    policy = compile(parse({"Version": "2012-10-17", "Statement": [*statements, MATCHING]}))
    layers = Layers(identity=(AttachedPolicy("p", policy),))
    assert authorize(REQUEST, layers).allowed
    runs = []
    for _ in range(7):
        start = time.process_time()
        for _ in range(200):
            authorize(REQUEST, layers)
        runs.append(time.process_time() - start)
    return min(runs)


def test_statements_about_other_actions_cost_nothing() -> None:
    assert _seconds(others=1000) < 4 * _seconds(others=10)
