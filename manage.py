#!/usr/bin/env python3
"""The one command of the project. Works from a bare checkout: it builds .venv first and goes on inside it."""

import sys

# No newer syntax than this file needs: an old Python must be able to read it and say what is wrong.
if sys.version_info < (3, 11):
    sys.exit(
        "IAM Lab needs Python 3.11 or newer; this is Python %d.%d. "
        "Install a newer Python and start again, for example: python3.12 manage.py lab" % sys.version_info[:2]
    )

from iamlab import bootstrap

if __name__ == "__main__":
    sys.exit(bootstrap.main(sys.argv))
