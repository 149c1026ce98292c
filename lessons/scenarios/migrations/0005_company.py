import secrets
from typing import Any

from django.db import migrations, models

from iamlab.cloud.identifiers import access_key_tag


def wrap(apps: Any, schema_editor: Any) -> None:
    """A sandbox held one account; now it holds a company, which is one account for all that there are."""
    Sandbox = apps.get_model("scenarios", "Sandbox")
    for sandbox in Sandbox.objects.iterator(chunk_size=100):
        account = sandbox.company
        for name, bucket in account.get("buckets", {}).items():
            bucket["arn"] = f"arn:aws:s3:::{name}"
            bucket["versions"] = {key: [_version(held)] for key, held in bucket.pop("objects", {}).items()}
        seed = secrets.token_hex(16)
        sandbox.company = {"accounts": {account["id"]: account}, "home_id": account["id"], "seed": seed}
        sandbox.key_tag = access_key_tag(seed)
        sandbox.save(update_fields=["company", "key_tag"])


def unwrap(apps: Any, schema_editor: Any) -> None:
    """The first account stays; what one account could not hold is lost."""
    Sandbox = apps.get_model("scenarios", "Sandbox")
    for sandbox in Sandbox.objects.iterator(chunk_size=100):
        company = sandbox.company
        account = company["accounts"][company["home_id"]]
        kept = ("id", "name", "created", "users", "groups", "policies", "buckets", "root", "ids_issued")
        account = {name: account[name] for name in kept if name in account}
        buckets = account.get("buckets", {})
        account["buckets"] = {name: _old_bucket(name, bucket) for name, bucket in buckets.items()}
        sandbox.company = account
        sandbox.save(update_fields=["company"])


def _version(held: dict[str, Any]) -> dict[str, Any]:
    headers = {"ContentType": held["content_type"]} if "content_type" in held else {}
    return {"modified": held["modified"], "body": held["body"], "headers": headers}


def _old_bucket(name: str, bucket: dict[str, Any]) -> dict[str, Any]:
    newest = {key: versions[0] for key, versions in bucket.get("versions", {}).items()}
    objects = {
        key: {
            "body": one.get("body", ""),
            "modified": one["modified"],
            "content_type": one.get("headers", {}).get("ContentType", "binary/octet-stream"),
        }
        for key, one in newest.items()
        if not one.get("delete_marker") and not one.get("binary")
    }
    return {"name": name, "created": bucket["created"], "region": bucket.get("region", "us-east-1"), "objects": objects}


class Migration(migrations.Migration):
    dependencies = [
        ("scenarios", "0004_one_trail"),
    ]

    operations = [
        migrations.RenameField("sandbox", "account", "company"),
        migrations.AddField("sandbox", "key_tag", models.CharField(max_length=10, null=True)),
        migrations.RunPython(wrap, unwrap),
        migrations.AlterField("sandbox", "key_tag", models.CharField(max_length=10, unique=True)),
    ]
