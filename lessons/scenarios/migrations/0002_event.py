import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The trail gets a table of its own; what the lines hold of it steps aside until it has moved there."""

    dependencies = [
        ("scenarios", "0001_initial"),
    ]

    operations = [
        migrations.RenameField("entry", "events", "old_events"),
        migrations.RenameField("entry", "trace", "old_trace"),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_id", models.UUIDField(unique=True)),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=128)),
                ("source", models.CharField(max_length=128)),
                ("principal", models.CharField(max_length=128)),
                ("resource", models.TextField(blank=True)),
                ("error_code", models.CharField(blank=True, max_length=128)),
                ("decision", models.CharField(blank=True, max_length=16)),
                ("record", models.JSONField()),
                ("trace", models.JSONField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events",
                        to="scenarios.entry",
                    ),
                ),
                (
                    "sandbox",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="scenarios.sandbox",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["sandbox", "-id"], name="trail"),
                    models.Index(fields=["sandbox", "name", "-id"], name="trail_by_name"),
                    models.Index(fields=["sandbox", "source", "-id"], name="trail_by_source"),
                    models.Index(fields=["sandbox", "principal", "-id"], name="trail_by_principal"),
                    models.Index(fields=["sandbox", "decision", "-id"], name="trail_by_decision"),
                ],
            },
        ),
    ]
