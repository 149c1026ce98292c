"""Operations that guides and articles write and AWS does not have, with the ones that they mean."""

# Command and operation -> what to type instead, and what more there is to know.
_MEANT = {
    ("accessanalyzer", "generate-policy"): (
        "start-policy-generation",
        "It takes the same --policy-generation-details and --cloud-trail-details, and answers with a job's id;"
        " `aws accessanalyzer get-generated-policy --job-id ID` then shows the policy.",
    ),
    ("cloudtrail", "list-events"): ("lookup-events", ""),
    ("iam", "simulate-policy"): (
        "simulate-principal-policy",
        "For a policy that is attached to nobody yet there is simulate-custom-policy.",
    ),
}


def hint(service_word: str, word: str) -> str:
    """The sentence about an operation that is known to be meant otherwise; "" for every other."""
    meant, more = _MEANT.get((service_word, word), ("", ""))
    if not meant:
        return ""
    sentence = f"\nThere is no {word}: the operation is `aws {service_word} {meant}`."
    return f"{sentence} {more}".rstrip()
