# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of applications: theirs under /domande/, the office’s desk under /fascicoli/."""

from django.urls import include, path

from coprogettazione.applications.views import (
    answering,
    desk,
    exports,
    filing,
    office,
    plan,
    sending,
    writing,
)

app_name = "applications"
#: The desk of the requirements, in its dossier.
_desk = [
    path("", desk.desk, name="dossier"),
    path("insieme/", desk.together, name="together"),
    path("insieme/ammetti/", desk.admit_many, name="admit_many"),
    path("esporta/<slug:what>.<slug:extension>", exports.export, name="export"),
    path("protocolli/", desk.protocols, name="protocols"),
    path("termini/", desk.terms, name="terms"),
    path("<int:pk>/<slug:item>/", desk.cell, name="cell"),
    path("<slug:what>/", office.call_act, name="call_act"),
]
_own = [
    path("", writing.list_applications, name="list"),
    path("nuova/<slug:code>/", writing.start, name="start"),
    path("<int:pk>/", writing.show, name="show"),
    path("<int:pk>/ente/", writing.body, name="body"),
    path("<int:pk>/gruppo/", writing.group, name="group"),
    path("<int:pk>/gruppo/impegno/", writing.commit, name="commit"),
    path("<int:pk>/gruppo/ricorda/<int:organisation>/", writing.remind, name="remind"),
    path("<int:pk>/modulo/<slug:key>/", answering.section, name="section"),
    path("<int:pk>/modulo/<slug:key>/dichiarazioni/", filing.declarations, name="declarations"),
    path("<int:pk>/risposte/<slug:key>/", answering.answer, name="answer"),
    path("<int:pk>/risposte/<slug:key>/riprendi/", answering.take, name="take"),
    path("<int:pk>/piano/", plan.plan, name="plan"),
    path("<int:pk>/allegati/", filing.attach, name="attach"),
    path("<int:pk>/allegati/<slug:key>/aggiungi/", filing.attach, name="attach_answer"),
    path("<int:pk>/allegati/<int:attachment>/togli/", filing.detach, name="detach"),
    path("<int:pk>/controlla/", sending.check, name="check"),
    path("<int:pk>/stato/", sending.done, name="done"),
    path("<int:pk>/bozza.pdf", sending.draft_pdf, name="draft_pdf"),
    path("<int:pk>/leggi/", office.read, name="read"),
    path("<int:pk>/segnatura.xml", office.segnatura, name="segnatura"),
    path("<int:pk>/requisiti/", office.requirements, name="requirements"),
    path("<int:pk>/integrazione/", sending.cure, name="cure"),
    path("<int:pk>/integrazione/decidi/", office.resolve, name="resolve"),
    path("<int:pk>/ufficio/<slug:what>/", office.office_act, name="office_act"),
    path("<int:pk>/<slug:what>/", sending.act, name="act"),
]
urlpatterns = [
    path("domande/", include(_own)),
    path("fascicoli/<slug:code>/istruttoria/", include(_desk)),
]
