"""The sandbox's clock: it runs as the real one does, and can be put forward, never back."""

from iamlab.cloud.state.company import Company

FARTHEST = 10 * 366 * 24 * 3_600  # seconds ahead of the real time


def advance(company: Company, seconds: int) -> None:
    """Put the clock forward. Raises ValueError for nothing, for the past, and for more than ten years in all."""
    if seconds <= 0:
        raise ValueError("The clock only goes forward. Start the account over to go back.")
    if company.seconds_ahead + seconds > FARTHEST:
        raise ValueError("The clock goes ten years ahead at most.")
    company.seconds_ahead += seconds
