"""The HTTP interface of the simulated AWS: unmodified clients speak to it in their own protocols.

A Request goes through a Reception and comes back as a Response. Nothing here knows a web framework.
"""

from iamlab.cloud.wire.messages import Request, Response
from iamlab.cloud.wire.reception import Reception
from iamlab.cloud.wire.refusals import Reason, RefusedError

__all__ = ["Reason", "Reception", "RefusedError", "Request", "Response"]
