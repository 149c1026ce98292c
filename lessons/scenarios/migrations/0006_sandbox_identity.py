from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scenarios", "0005_company"),
    ]

    operations = [
        migrations.AddField("sandbox", "identity", models.CharField(blank=True, default="", max_length=128), preserve_default=False),
    ]
