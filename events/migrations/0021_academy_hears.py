from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0020_material_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='notify',
            field=models.EmailField(blank=True, help_text='Leeg: alleen bij een intake, naar de academie.', max_length=254, verbose_name='bericht bij elke aanmelding naar'),
        ),
        migrations.AddField(
            model_name='interviewslot',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mailadres van wie het gesprek voert'),
        ),
    ]
