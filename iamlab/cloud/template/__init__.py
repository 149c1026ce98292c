"""Scenario accounts as CloudFormation resources."""

from iamlab.cloud.template.build import build_account
from iamlab.cloud.template.errors import TemplateError
from iamlab.cloud.template.loader import TemplateLoader

__all__ = ["TemplateError", "TemplateLoader", "build_account"]
