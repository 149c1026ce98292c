"""From an HTTP request to a call, and from its answer to an HTTP response."""

import uuid
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from iamlab.cloud import identifiers, models
from iamlab.cloud.call import Answer, Call, UrlSignature
from iamlab.cloud.credentials import signing_secret
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import handle
from iamlab.cloud.past import Past
from iamlab.cloud.state.company import Company
from iamlab.cloud.wire.addressing import address
from iamlab.cloud.wire.addressing.address import Address
from iamlab.cloud.wire.input import parameters
from iamlab.cloud.wire.messages import Request, Response
from iamlab.cloud.wire.output import answers, failures
from iamlab.cloud.wire.refusals import Family, Reason, RefusedError, in_words_of, service_error
from iamlab.cloud.wire.signing import checksums, chunks, signature, sigv2, sigv4
from iamlab.cloud.wire.signing.signature import Signature
from iamlab.cloud.wire.signing.sigv2 import PresignedUrl

_LONGEST_USER_AGENT = 256
_DEFAULT_REGION = "us-east-1"  # neither an unsigned request nor a Version 2 signature names one


class Reception:
    """One request, from the moment it comes in.

    `key_tag` says whose it is; `call` carries it out on that company; `respond` and `refuse` make the response.
    """

    def __init__(self, request: Request) -> None:
        self._signing_name = "s3" if sigv2.is_presigned(request) else signature.signing_name(request)
        if request.bucket and (self._signing_name != "s3" or "x-amz-account-id" in request.headers):
            request = replace(request, bucket="")  # other services put something of their own before the host's name
        self.request = request
        self.request_id = str(uuid.uuid4())

    @cached_property
    def address(self) -> Address:
        """Where the request goes."""
        return address.find(self.request, self._signing_name)

    @property
    def _kind(self) -> Address:
        """Where the request goes, as far as that is known by now."""
        known = "address" in vars(self)
        return self.address if known else address.kind(self.request, self._signing_name)

    @cached_property
    def signature(self) -> Signature | PresignedUrl:
        """Who signed the request, not yet verified. Raises RefusedError."""
        return sigv2.read(self.request) if sigv2.is_presigned(self.request) else signature.read(self.request)

    @property
    def name(self) -> str:
        """The name of the service and of the operation, as far as they are known by now."""
        return f"{self._kind.service}:{self._kind.operation}"

    @property
    def key_tag(self) -> str:
        """The key tag of the sandbox: in the access key, or in the path of an unsigned request. Raises RefusedError."""
        if self._is_anonymous:
            return self.request.tag
        return identifiers.tag_of(self.signature.access_key)

    def call(self, company: Company, real: datetime, now: datetime, past: Past) -> Answer:
        """Verify the request and carry it out; `real` is the time everywhere, `now` that of the sandbox.

        Signatures are made with the client's own clock, so they are checked by the real time; the credentials are the
        sandbox's, and end by its. Raises RefusedError or ServiceError for what never comes to a call.
        """
        body = self.request.body if self._is_anonymous else self._verified(company, real, now)
        found = self.address
        if not found.operation:
            raise RefusedError(Reason.UNKNOWN_OPERATION, "The service has no such operation, or not on this path.")
        model = models.operation(found.service, found.operation)
        call = Call(
            found.service,
            found.operation,
            parameters.read(model, found, self.request, body),
            identity="",
            region=self._region,
            access_key="" if self._is_anonymous else self.signature.access_key,
            user_agent=self.request.header("user-agent", "-")[:_LONGEST_USER_AGENT],
            url_signature=self._url_signature(real),
        )
        return handle(company, call, now, past)

    def respond(self, answer: Answer) -> Response:
        """Return the response to a call, allowed or not."""
        self.request_id = str(answer.event["requestID"])
        if answer.error:
            return self.fail(answer.error)
        model = models.operation(self.address.service, self.address.operation)
        response = answers.response(model, self.address.protocol, answer.output or {}, self.request_id)
        if answer.note:  # no protocol has room for it, and a client that looks for it finds it here
            response = replace(response, headers={**response.headers, "X-IAMLab-Note": answer.note})
        return self._sent(response)

    def refuse(self, refused: RefusedError) -> Response:
        """Return the response to a request that is turned away."""
        return self.fail(service_error(refused, self._kind.family, self._kind.protocol))

    def fail(self, error: ServiceError) -> Response:
        """Return the response to an error, in the words of the kind of service."""
        found = self._kind
        words = in_words_of(error, found.family)
        return self._sent(failures.response(words, found, self.request_id, self.request.target))

    @property
    def _is_anonymous(self) -> bool:
        signed = signature.is_signed(self.request) or sigv2.is_presigned(self.request)
        return bool(self.request.tag) and not signed

    def _url_signature(self, real: datetime) -> UrlSignature | None:
        """What a presigned URL says of its signature; None for any other request."""
        if self._is_anonymous:
            return None
        signed = self.signature
        if isinstance(signed, PresignedUrl):
            return UrlSignature("AWS", None)
        return None if signed.expires is None else UrlSignature(signature.ALGORITHM, real - signed.moment)

    @property
    def _region(self) -> str:
        if self._is_anonymous or isinstance(self.signature, PresignedUrl):
            return _DEFAULT_REGION
        return self.signature.region

    def _verified(self, company: Company, real: datetime, now: datetime) -> bytes:
        """Verify the signature, and return the content of the body after its chunks and checksums were verified."""
        signed = self.signature
        secret = signing_secret(company, signed.access_key, signed.token, now, self.address.service or "sts")
        if isinstance(signed, PresignedUrl):
            sigv2.verify(self.request, signed, secret, real)
            return self.request.body
        sigv4.verify(self.request, signed, secret, real)
        headers, content = dict(self.request.headers), self.request.body
        if self.address.family is Family.S3:
            if chunks.is_chunked(self.request):
                upload = chunks.read(self.request, signed, secret)
                content, headers = upload.content, {**headers, **upload.trailers}
            checksums.check(content, headers)
        return content

    def _sent(self, response: Response) -> Response:
        """The response with the request's id, under the name that the kind of service has for it."""
        s3 = self._kind.family is Family.S3
        name = "x-amz-request-id" if s3 else "x-amzn-RequestId"
        headers = {**response.headers, name: self.request_id}
        if s3:
            headers["x-amz-id-2"] = self.request_id
        if self.request.method != "HEAD":  # only there is the length not that of the body
            headers.pop("Content-Length", None)
        bodiless = self.request.method == "HEAD" or response.status in (204, 304)
        body = b"" if bodiless else response.body
        return replace(response, body=body, headers=headers)
