"""How settings read the environment: flags, host lists and the kept secret."""

import ipaddress
import os
import secrets
from pathlib import Path

# With what goes before localhost: AWS clients put a bucket there.
LOCAL_HOSTS = [".localhost", "127.0.0.1", "[::1]"]
_PRIVATE_SUFFIXES = (".local", ".localhost", ".lan", ".internal", ".home.arpa", ".test")


def flag(name: str) -> bool:
    """True when the variable is set to 1, true, yes or on, in any case."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def hosts(name: str) -> list[str]:
    """The comma-separated host names of a variable, always with this machine's own names."""
    given = [host.strip() for host in os.environ.get(name, "").split(",") if host.strip()]
    return [*given, *(host for host in LOCAL_HOSTS if host not in given)]


def is_public_name(host: str) -> bool:
    """True for a domain name that the internet can resolve; False for addresses, localhost and local names."""
    name = host.strip("[]").lower()
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return "." in name.lstrip(".") and not name.endswith(_PRIVATE_SUFFIXES)
    return False


def kept_secret(path: Path) -> str:
    """The secret in `path`, made on the first call. Two processes that start together agree on one secret.

    Raises OSError when the folder cannot be written and no secret is there yet.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
        try:
            # Linking, unlike renaming, never replaces the secret of a process that was faster.
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            draft.replace(path)
        draft.unlink(missing_ok=True)
    return path.read_text(encoding="ascii").strip()
