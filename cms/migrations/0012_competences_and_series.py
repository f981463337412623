import django.db.models.deletion
import modelsearch.index
import wagtail.fields
from django.db import migrations, models


from cms.roles import Role, grant


def grant_permissions(apps, schema_editor):
    for role in (Role.EDITORS, Role.MODERATORS, Role.PROGRAMME_MANAGERS):
        grant(apps, role, *(f"cms.{verb}_competence" for verb in ("view", "add", "change")))
    for role in (Role.MODERATORS, Role.PROGRAMME_MANAGERS):
        grant(apps, role, "cms.delete_competence")


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0011_who_signs_up'),
    ]

    operations = [
        migrations.CreateModel(
            name='Competence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Zoals u het tegen een deelnemer zegt: “doorvragen”.', max_length=80, unique=True, verbose_name='naam')),
                ('name_en', models.CharField(blank=True, help_text='Leeg: de Nederlandse naam.', max_length=80, verbose_name='naam in het Engels')),
                ('dimension', models.CharField(choices=[('being', 'persoonlijk: het zijn'), ('thinking', 'conceptueel: het denken'), ('relating', 'relationeel: de omgang met anderen'), ('doing', 'operationeel: het doen')], help_text='Op de pagina van een programma staan competenties per dimensie bij elkaar.', max_length=10, verbose_name='dimensie')),
            ],
            options={
                'verbose_name': 'competentie',
                'verbose_name_plural': 'competenties',
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name='academydocument',
            name='downloads',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='keer gedownload'),
        ),
        migrations.AddField(
            model_name='academydocument',
            name='is_readable_aloud',
            field=models.BooleanField(editable=False, help_text='Of a PDF: whether it has tags and a language. None for another file, and where that is not known.', null=True, verbose_name='leesbaar met een schermlezer'),
        ),
        migrations.AddField(
            model_name='programmepage',
            name='competences',
            field=wagtail.fields.StreamField([('competence', 0)], blank=True, block_lookup={0: ('wagtail.snippets.blocks.SnippetChooserBlock', ('cms.Competence',), {'description': 'Waarin deelnemers beter worden.', 'help_text': 'Uit het register; de site zet ze per dimensie bij elkaar.', 'icon': 'pick', 'label': 'Competentie', 'preview_template': 'cms/blocks/preview_competence.html'})}, help_text='Waarin deelnemers beter worden. Vier tot acht is genoeg.', verbose_name='competenties'),
        ),
        migrations.AddField(
            model_name='programmepage',
            name='series',
            field=models.ForeignKey(blank=True, help_text='De naam en het beeldmerk staan boven het programma, en het programma staat op de pagina van de reeks.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.seriespage', verbose_name='reeks of regeling'),
        ),
        migrations.RunPython(grant_permissions, migrations.RunPython.noop),
    ]
