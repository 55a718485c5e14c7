import maillon.core.public_id
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='role',
            name='public_id',
            field=models.CharField(default=maillon.core.public_id.new_public_id, editable=False, max_length=10, unique=True),
        ),
    ]
