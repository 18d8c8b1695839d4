import secrets

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone
from pycrdt import Doc

from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.tables.models import ChapterCode
from coprogettazione.tables.queries.shared_text import body_of_text, change_to


def write_what_was_kept(apps, schema_editor):
    """The versions of the chapters become the log of the shared text of each table: each is a change of whoever saved
    it, for their body. Who agreed with a version agrees with what it said.
    """
    model = {
        name: apps.get_model("coprogettazione", name)
        for name in (
            "DesignTable SharedText TextWriter TextClient TextUpdate Chapter ChapterVersion ChapterAgreement"
        ).split()
    }
    for table in model["DesignTable"].objects.order_by("pk"):
        text = model["SharedText"].objects.create(table=table, kind="PROJECT", opened_at=table.opened_at)
        doc, number = Doc(), 0
        versions = model["ChapterVersion"].objects.filter(chapter__table=table)
        for version in versions.select_related("chapter").order_by("saved_at", "pk"):
            writer, _new = model["TextWriter"].objects.get_or_create(
                text=text, person_id=version.author_id, organisation_id=version.organisation_id
            )
            client = secrets.randbelow(2**32 - 1) + 1
            body = body_of_text(version.text)
            data = change_to(doc.get_update() if number else b"", version.chapter.code, body, client)
            if data:
                number += 1
                doc.apply_update(data)
                model["TextClient"].objects.create(
                    text=text, client=client, writer=writer, issued_at=version.saved_at
                )
                model["TextUpdate"].objects.create(
                    text=text, number=number, writer=writer, data=data, at=version.saved_at
                )
    kept = set()
    agreements = model["ChapterAgreement"].objects.select_related("version").order_by("agreed_at", "pk")
    for agreement in agreements:
        fingerprint = sha256(canonical_json(body_of_text(agreement.version.text)))
        key = (agreement.version.chapter_id, fingerprint, agreement.organisation_id)
        if key in kept:
            agreement.delete()
            continue
        kept.add(key)
        agreement.chapter_id, agreement.fingerprint = agreement.version.chapter_id, fingerprint
        agreement.save()


def give_drafts_back(apps, schema_editor):
    """What somebody typed in a chapter and did not save comes to them as a message: nobody else ever read it."""
    message = apps.get_model("coprogettazione", "Message")
    drafts = apps.get_model("coprogettazione", "ChapterDraft").objects.exclude(text="")
    now = timezone.now()
    for draft in drafts.select_related("chapter__table__call").order_by("pk"):
        call, code = draft.chapter.table.call, draft.chapter.code
        message.objects.create(
            recipient_id=draft.author_id,
            channel="IN_APP",
            subject=f"Quello che avevi scritto e non salvato: capitolo «{ChapterCode(code).label}»",
            body=f"Al tavolo {call.code} ora si scrive tutti nello stesso testo. Questa era la tua bozza, letta da "
            f"nessun altro: se serve ancora, copiala nel capitolo.\n\n{draft.text}",
            link=f"/tavolo/{call.code}/capitolo/{code}/",
            about_kind="chapter",
            about_id=draft.chapter_id,
            case_file_id=call.pk,
            key=f"chapter_draft:{draft.pk}",
            created_at=now,
            not_before=now,
        )


class Migration(migrations.Migration):

    dependencies = [("coprogettazione", "0018_incontri")]

    operations = [
        migrations.AddField(
            model_name="chapteragreement",
            name="chapter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreements",
                to="coprogettazione.chapter",
            ),
        ),
        migrations.AddField(
            model_name="chapteragreement",
            name="fingerprint",
            field=models.CharField(default="", max_length=64, verbose_name="impronta"),
            preserve_default=False,
        ),
        migrations.RunPython(write_what_was_kept, migrations.RunPython.noop),
        migrations.RunPython(give_drafts_back, migrations.RunPython.noop),
    ]
