"""The socket and the address of the lab's web server."""

import socket
from collections.abc import Iterator

import pytest
from django.core.management.base import CommandError

from iamlab import server


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_port_zero_takes_a_free_port() -> None:
    with server.listen("127.0.0.1", "0") as listener:
        assert listener.getsockname()[1] > 0


def test_a_port_in_use_says_how_to_take_another(taken: int) -> None:
    with pytest.raises(CommandError, match=rf"Port {taken} is in use.*--port {taken + 1}"):
        server.listen("127.0.0.1", str(taken))


@pytest.mark.parametrize("port", ["", "http", "-1", "65536", "80.5", "٨٠٠٠", "9" * 5000])
def test_what_is_no_port_number_is_refused(port: str) -> None:
    with pytest.raises(CommandError, match="not a port number"):
        server.listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid", "::ffff:z", "a" * 300, "x\ud800"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(CommandError, match="Give --host an address of this machine"):
        server.listen(host, "0")


def test_a_port_that_the_system_reserves_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> socket.socket:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(server.socket, "create_server", refuse)
    with pytest.raises(CommandError, match="Port 80 is reserved"):
        server.listen("127.0.0.1", "80")


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000"), ("lab", "http://lab:8000")],
)
def test_the_address_can_be_typed_in_a_browser(host: str, address: str) -> None:
    assert server.url(host, 8000) == address


@pytest.mark.parametrize("host", server.EVERY_INTERFACE)
def test_a_server_on_every_interface_has_an_address_to_visit(host: str) -> None:
    visited = server.reachable_host(host)
    assert visited not in server.EVERY_INTERFACE
    socket.inet_aton(visited)
