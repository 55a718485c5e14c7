"""What a town's ear learns by `maillon learn`, and lessons that can be searched and counted. Lessons that stand stay."""

import django.db.models.deletion
import maillon.territory.public
from django.conf import settings
from django.db import migrations, models

AT_ONCE = 500


def fold_aliases(apps, schema_editor):
    from maillon.territory.public import fold

    lessons = apps.get_model("voices", "Correction").objects.using(schema_editor.connection.alias)
    last = 0
    while rows := list(lessons.filter(pk__gt=last).order_by("pk").only("alias")[:AT_ONCE]):
        for row in rows:
            row.folded = fold(row.alias)[:200]
        lessons.bulk_update(rows, ["folded"])
        last = rows[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0001_initial'),
        ('territory', '0001_initial'),
        ('voices', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Tuning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(max_length=10)),
                ('moved', models.JSONField(default=dict)),
                ('threshold', models.FloatField(null=True)),
                ('report', models.JSONField(default=dict, help_text='before and after, as the command told')),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='correction',
            name='changed',
            field=models.PositiveIntegerField(help_text='earlier voices whose links it changed; null: not counted', null=True),
        ),
        migrations.AlterField(          # of earlier lessons nobody has counted it; of new ones it begins at 0
            model_name='correction',
            name='changed',
            field=models.PositiveIntegerField(default=0, help_text='earlier voices whose links it changed; null: not counted', null=True),
        ),
        migrations.AddField(
            model_name='correction',
            name='folded',
            field=maillon.territory.public.FoldedField(blank=True, default='', help_text='the alias as it is searched for', max_length=200),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['town', '-at'], name='correction_by_time'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['shop', 'alias'], name='correction_by_pair'),
        ),
        migrations.AddField(
            model_name='tuning',
            name='by',
            field=models.ForeignKey(help_text='null: the command line', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='tuning',
            name='town',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.town'),
        ),
        migrations.AddIndex(
            model_name='tuning',
            index=models.Index(fields=['town', '-at'], name='tuning_by_time'),
        ),
        migrations.RunPython(fold_aliases, migrations.RunPython.noop),
    ]
