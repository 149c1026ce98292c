"""Analyzers that services make for themselves. AWS pages: "CreateServiceLinkedAnalyzer", "DeleteServiceLinkedAnalyzer".

Only services create them: everybody else is refused. Customers may delete them, and in the lab there is none.
"""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.accessanalyzer.errors import not_found
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output


def create_service_linked_analyzer(call: Invocation) -> Output:
    raise ServiceError(
        "AccessDeniedException", "CreateServiceLinkedAnalyzer can only be invoked by authorized AWS services.", 403
    )


def delete_service_linked_analyzer(call: Invocation) -> Output:
    raise not_found(f"There is no service-linked analyzer {call.text('analyzerName')}.")


OPERATIONS = {
    "CreateServiceLinkedAnalyzer": MappedOperation(create_service_linked_analyzer, writes=True),
    "DeleteServiceLinkedAnalyzer": MappedOperation(delete_service_linked_analyzer, writes=True),
}
