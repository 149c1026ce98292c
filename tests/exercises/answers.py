"""Answers to the exercise of the one bucket, for tests of everything around the grading."""

import json

SLUG = "read-one-bucket"

RIGHT = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"},
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"},
        ],
    },
    indent=2,
)
BUCKET_ONLY = RIGHT.replace("reports/*", "reports")
EVERYTHING = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
