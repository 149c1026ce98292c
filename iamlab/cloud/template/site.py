"""Where a resource is made: the account, and the service calls that make it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.validate import ParamValidator

from iamlab.cloud import constraints, models
from iamlab.cloud.callers import root
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.services.operation import Invocation, Output, Parameters
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.template.errors import TemplateError

REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Site:
    """`path` is that of the resource's properties; what is wrong is reported there."""

    company: Company
    account: Account
    path: str

    @property
    def region(self) -> str:
        return REGION

    def call(self, service: str, operation: str, parameters: Mapping[str, Any], at: str = "") -> Output:
        """Carry out one call as the account's root user, without asking for permission, and return its output.

        Parameters that are None are left out. `at` is the property that the call is for, such as `Groups[0]`.
        Raises TemplateError with what AWS would answer.
        """
        path = f"{self.path}.{at}" if at else self.path
        model = models.operation(service, operation)
        given = {key: value for key, value in parameters.items() if value is not None}
        seen = Parameters(given)
        found = SIMULATED[service][operation]
        invocation = Invocation(self.company, self.account, root(self.account), seen, self.account.created, REGION)
        report = ParamValidator().validate(given, model.input_shape) if model.input_shape else None
        if report is not None and report.has_errors():
            raise TemplateError(path, f"AWS would refuse this: {report.generate_report()}")
        try:
            constraints.check(model, given)
            found.precondition(invocation)
            output = found.carry_out(invocation)
        except ServiceError as error:
            raise TemplateError(path, f"AWS would refuse this: {error}") from None
        if seen.unseen():
            raise TemplateError(path, f"The lab does not simulate {', '.join(seen.unseen())} of {operation} yet.")
        return output
