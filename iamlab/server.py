"""The web server of `manage.py lab`: the socket it listens on, the address it has, and waitress."""

import errno
import logging
import socket

import waitress
from django.core.management.base import CommandError

THREADS = 8
# It warns when a request waits for a thread at all, which is what a queue is for.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)
EVERY_INTERFACE = ("0.0.0.0", "::", "")  # noqa: S104 - names of the choice, not the choice


def listen(host: str, port: str) -> socket.socket:
    """A socket on `host` and `port` that queues connections at once; port "0" takes a free one.

    Raises CommandError when the port is no number or the address cannot be had.
    """
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and int(port) <= 65535):
        raise CommandError(f"--port {port[:20]} is not a port number. Choose one from 1024 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, int(port)), family=family, backlog=1024)
    except (OSError, UnicodeError, TypeError) as error:  # the last two: no name at all
        raise CommandError(_cannot_listen(host, int(port), error)) from error


def _cannot_listen(host: str, port: int, error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return (
            f"Port {port} is in use. Stop the program that uses it (perhaps another lab), "
            f"or choose another port: python3 manage.py lab --port {port + 1 if port < 65535 else 8000}"
        )
    if number == errno.EACCES:
        return f"Port {port} is reserved on this machine. Choose another: python3 manage.py lab --port 8000"
    reason = (getattr(error, "strerror", None) or str(error)).partition(" (while")[0]
    return (
        f"Cannot listen on {host!r} ({reason}). Give --host an address of "
        "this machine: 127.0.0.1 for this machine alone, 0.0.0.0 for everyone on the network."
    )


def reachable_host(host: str) -> str:
    """The name to type in a browser for a server that listens on `host`."""
    return _network_address() if host in EVERY_INTERFACE else host


def url(host: str, port: int) -> str:
    """The address of the site on `host` and `port`, without a slash at the end."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _network_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Sends nothing: the system only picks the interface that leads outside.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def serve(listener: socket.socket, *, behind_proxy: bool) -> None:
    """Serves the site until KeyboardInterrupt; requests that are running then get a moment to end."""
    # Here and not above: the application lists the static files when it is made, so they must be collected.
    from iamlab.wsgi import application

    # A TLS proxy on this machine tells by X-Forwarded-Proto what the browser used; nobody else is believed.
    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": "x-forwarded-proto"} if behind_proxy else {}
    server = waitress.create_server(
        application,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        channel_timeout=60,
        max_request_body_size=16 * 1024 * 1024,
        **proxy,
    )
    server.run()
