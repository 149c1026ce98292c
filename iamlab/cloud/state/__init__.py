"""What a sandbox holds: plain frozen values, of which a company of accounts is made.

A service changes one by putting a new value in its place. So a copy is cheap, a draft can be thrown away, and two
states can be compared.
"""
