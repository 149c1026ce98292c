"""Which service, protocol and operation a request is for.

Smithy pages: "AWS query protocol", "AWS JSON 1.0 protocol", "Smithy RPC v2 CBOR protocol" (where each names the
operation).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from iamlab.cloud import models
from iamlab.cloud.wire.addressing import routes
from iamlab.cloud.wire.addressing.routes import Weight
from iamlab.cloud.wire.addressing.services import Service, signed_as
from iamlab.cloud.wire.messages import MOST_FIELDS, Request
from iamlab.cloud.wire.refusals import Family

CBOR = "smithy-rpc-v2-cbor"

_FORM = "application/x-www-form-urlencoded"
_JSON_FAMILY = ("json", "rest-json", CBOR)
_CBOR_PATH_PARTS = 4


@dataclass(frozen=True, slots=True)
class Address:
    """`operation` is "" where the request asks for nothing that the service has; `service` "" where there is none.

    `fields` are the parameters of a query protocol, `labels` those that a REST path carries, by their place in it.
    """

    service: str
    protocol: str
    operation: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def family(self) -> Family:
        if self.service == "s3":
            return Family.S3
        if self.protocol == "ec2":
            return Family.EC2
        return Family.JSON if self.protocol in _JSON_FAMILY else Family.QUERY


def kind(request: Request, signing_name: str) -> Address:
    """Return which kind of service a request goes to, without reading a model: who asks is not verified yet."""
    candidates = _candidates(request, signing_name)
    if request.header("smithy-protocol") == "rpc-v2-cbor":
        return Address("", CBOR)
    if request.header("x-amz-target"):
        return Address("", "json")
    for service in candidates:
        own = service.protocols[0]
        return Address(service.name if service.name == "s3" else "", "query" if "query" in service.protocols else own)
    return Address("", "json" if "json" in request.header("content-type") else "query")


def find(request: Request, signing_name: str) -> Address:
    """Return where a request goes that is signed for `signing_name`; "" for one that nobody signed."""
    candidates = _candidates(request, signing_name)
    target = request.header("x-amz-target")
    if request.header("smithy-protocol") == "rpc-v2-cbor":
        return _rpc(candidates, CBOR, *_cbor_operation(request.target))
    if target:
        return _rpc(candidates, "json", *target.rpartition(".")[::2])
    form = _form(request)
    action = dict(form).get("Action", "")
    if action and any(_speaks_query(service) for service in candidates):
        return _query(candidates, action, form)
    found = _rest(candidates, request)
    if found:
        return found
    return Address(candidates[0].name, candidates[0].protocols[0]) if candidates else kind(request, signing_name)


def _candidates(request: Request, signing_name: str) -> list[Service]:
    """The services that a request may mean; the one that the client says it means first, where it says so."""
    if not signing_name and not request.header("x-amz-target"):
        # Nobody in particular calls AWS STS, with a token of somebody else's, or a public bucket of Amazon S3.
        signing_name = "sts" if dict(_form(request)).get("Action") else "s3" if request.tag else ""
    user_agent = request.header("user-agent")
    return sorted(signed_as(signing_name), key=lambda service: not _says(user_agent, service.name))


def _rest(candidates: Iterable[Service], request: Request) -> Address | None:
    """The first service that has the path; one that has any path at all, as Amazon S3, only if no other has it."""
    fits: list[tuple[Weight, Address]] = []
    for service in candidates:
        if not service.protocols[0].startswith("rest-"):
            continue
        found = routes.match(service.name, request)
        if found:
            fits.append((found.weight, Address(service.name, service.protocols[0], found.operation, found.labels)))
            if found.weight.path_literals:
                break  # the models of the others, which may be large, need not be read
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _rpc(candidates: Iterable[Service], protocol: str, target: str, operation: str) -> Address:
    named = [service for service in candidates if service.target == target]
    for service in named:
        if operation in models.service(service.name).operation_names:
            return Address(service.name, protocol, operation)
    return Address(named[0].name if named else "", protocol)


def _cbor_operation(path: str) -> tuple[str, str]:
    """The words of /service/TARGET/operation/NAME."""
    parts = path.strip("/").split("/", _CBOR_PATH_PARTS)
    if len(parts) == _CBOR_PATH_PARTS and parts[0] == "service" and parts[2] == "operation":
        return parts[1], parts[3]
    return "", ""


def _query(candidates: Iterable[Service], action: str, form: list[tuple[str, str]]) -> Address:
    """Services that share a signing name are told apart by their API's version, too."""
    version = dict(form).get("Version", "")
    speaking = [service for service in candidates if _speaks_query(service)]
    speaking.sort(key=lambda service: service.version != version)
    for service in speaking:
        if action in models.service(service.name).operation_names:
            protocol = "ec2" if "ec2" in service.protocols else "query"
            return Address(service.name, protocol, action, fields=tuple(form))
    return Address(speaking[0].name, "ec2" if "ec2" in speaking[0].protocols else "query")


def _speaks_query(service: Service) -> bool:
    return "query" in service.protocols or "ec2" in service.protocols


def _says(user_agent: str, service: str) -> bool:
    """Whether a client's name tells the service, as in md/command#docdb.create-db-cluster or api/docdb#1.0."""
    return f"command#{service}." in user_agent or f"api/{service}#" in user_agent


def _form(request: Request) -> list[tuple[str, str]]:
    """The parameters of a form in the body; a GET has them in its query string."""
    if request.header("content-type").startswith(_FORM) and request.method == "POST":
        body = request.body.decode("utf-8", "replace")
        pairs = (pair.partition("=") for pair in body.split("&", MOST_FIELDS + 1) if pair)
        return [*request.fields, *((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)]
    return list(request.fields)
