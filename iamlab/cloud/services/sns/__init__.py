"""Amazon Simple Notification Service: every operation that the sandbox carries out."""

from iamlab.cloud.services.sns import permissions, publishing, subscribing, subscriptions, tags, topics

OPERATIONS = {
    **topics.OPERATIONS,
    **permissions.OPERATIONS,
    **tags.OPERATIONS,
    **subscribing.OPERATIONS,
    **subscriptions.OPERATIONS,
    **publishing.OPERATIONS,
}
