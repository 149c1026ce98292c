from django.db import migrations


class Migration(migrations.Migration):
    """A line's calls are events now, and nothing else."""

    dependencies = [
        ("scenarios", "0003_move_the_trail"),
    ]

    operations = [
        migrations.RemoveField("entry", "old_events"),
        migrations.RemoveField("entry", "old_trace"),
    ]
