# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of applications, under /domande/."""

from django.urls import path

from coprogettazione.applications.views import answering, filing, office, plan, sending, writing

app_name = "applications"
urlpatterns = [
    path("", writing.list_applications, name="list"),
    path("nuova/<slug:code>/", writing.start, name="start"),
    path("fascicolo/<slug:code>/", office.dossier, name="dossier"),
    path("fascicolo/<slug:code>/<slug:what>/", office.call_act, name="call_act"),
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
    path("<int:pk>/requisiti/", office.requirements, name="requirements"),
    path("<int:pk>/integrazione/", sending.cure, name="cure"),
    path("<int:pk>/integrazione/decidi/", office.resolve, name="resolve"),
    path("<int:pk>/ufficio/<slug:what>/", office.office_act, name="office_act"),
    path("<int:pk>/<slug:what>/", sending.act, name="act"),
]
