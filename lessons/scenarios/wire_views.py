"""The address that real AWS clients speak to. It knows no learner and no session: the access key says whose call it is.

The source address that a call has is the lab's stand-in, here as in the terminal: a policy that asks for it must decide
alike wherever a learner tries it.
"""

import logging
import re
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from csp.decorators import csp_exempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.wire import Reason, Reception, RefusedError, Request, Response
from lessons.scenarios import rate
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.models import Sandbox
from lessons.scenarios.sandbox import SandboxBusyError

MOST_BYTES = 2 * 1024 * 1024
PREFIX = "/aws"
# No bucket has capitals in its name, so this is none.
_TAGGED = re.compile(r"/sandbox-[A-Z2-7]{10}(?=/|$)")

_log = logging.getLogger(__name__)


@csrf_exempt
@csp_exempt()
def aws(request: HttpRequest) -> HttpResponse:
    """Answer one request of an AWS client."""
    too_large = _length(request) > MOST_BYTES
    reception = Reception(_as_sent(request, b"" if too_large else request.body))
    # Clients mean the bytes that they sign and count: nothing may compress them on their way.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    try:
        if too_large:
            raise RefusedError(Reason.TOO_LARGE)
        return _http(_answer(reception))
    except RefusedError as refused:
        return _http(reception.refuse(refused))
    except ServiceError as error:
        return _http(reception.fail(error))
    except SandboxBusyError:
        return _http(reception.refuse(RefusedError(Reason.BUSY)))
    except Exception:
        _log.exception("a call over the wire failed: %s", reception.name)
        return _http(reception.fail(ServiceError("InternalFailure", "An internal error of the lab occurred.", 500)))


def _answer(reception: Reception) -> Response:
    sandbox = Sandbox.objects.filter(key_tag=reception.key_tag).first()
    if sandbox is None:
        raise RefusedError(Reason.UNKNOWN_KEY)
    if not rate.admits(sandbox):
        raise RefusedError(Reason.TOO_FAST)
    real = datetime.now(UTC)
    answer = sandboxes.ask(sandbox, lambda company, now, past: reception.call(company, real, now, past))
    return reception.respond(answer)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _as_sent(request: HttpRequest, body: bytes) -> Request:
    """The request with path, query string and headers as the client has signed them."""
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): _utf8(value)
        for name, value in request.META.items()
        if name.startswith("HTTP_") or (name in ("CONTENT_TYPE", "CONTENT_LENGTH") and value)
    }
    path = _path(request)
    prefix = f"{request.META.get('SCRIPT_NAME', '')}{PREFIX}"
    tagged = _TAGGED.match(path, len(prefix))
    prefix += tagged.group() if tagged else ""
    query = request.META.get("QUERY_STRING", "")
    bucket = _before_own_name(headers.get("host", ""))
    return Request(request.method or "GET", path, query, headers, body, prefix, bucket)


def _path(request: HttpRequest) -> str:
    """The path before anybody decoded it; a server that does not tell it leaves an encoded slash in doubt."""
    sent = str(request.META.get("REQUEST_URI") or request.META.get("RAW_URI") or "")
    path = sent.partition("?")[0]
    return path if path.startswith("/") else quote(request.path, safe="/:~")


def _before_own_name(host: str) -> str:
    """What stands before the lab's own name in a host's, without the dot; "" for nothing."""
    name = host.partition(":")[0].lower()
    for own in ("localhost", urlsplit(settings.PUBLIC_URL).hostname):
        if own and name.endswith(f".{own}"):
            return name.removesuffix(f".{own}")
    return ""


def _utf8(value: str) -> str:
    """WSGI hands headers on as Latin-1."""
    return str(value).encode("latin-1", "replace").decode("utf-8", "replace")


def _http(answer: Response) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status)
    del response["Content-Type"]
    response._has_been_logged = True  # type: ignore[attr-defined]  # a refused call is no event of the server's log
    for name, value in answer.headers.items():
        response[name] = value
    return response
