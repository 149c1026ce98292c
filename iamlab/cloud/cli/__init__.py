"""The terminal's `aws` command: its grammar from botocore's models, its words and exit codes the AWS CLI's."""

from iamlab.cloud.cli.outcome import Outcome
from iamlab.cloud.cli.terminal import run

__all__ = ["Outcome", "run"]
