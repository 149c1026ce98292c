"""AWS Identity and Access Management: every operation that the sandbox carries out."""

from iamlab.cloud.services.iam import attachments, credentials, groups, inline, policies, users

OPERATIONS = {
    **users.OPERATIONS,
    **credentials.OPERATIONS,
    **groups.OPERATIONS,
    **policies.OPERATIONS,
    **attachments.OPERATIONS,
    **inline.OPERATIONS,
}
