# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the open data answer."""

from django.urls import path

from home.opendata import views

urlpatterns = [
    path("dati/", views.index, name="data_index"),
    path("dati/catalogo", views.data_catalogue, name="data_catalogue"),
    path("dati/catalogo.<slug:syntax>", views.data_catalogue, name="data_catalogue_as"),
    path("dati/<slug:dataset>.csv-metadata.json", views.data_metadata, name="data_metadata"),
    path("dati/<slug:dataset>.<slug:extension>", views.data_file, name="data_file"),
    path("dati/<slug:dataset>/", views.dataset_page, name="data_dataset"),
    # The addresses of before the datasets: the same columns, with more after them.
    path(
        "convenzioni/dati.csv",
        views.data_file,
        {"dataset": "sovvenzioni", "extension": "csv"},
        name="grants_csv",
    ),
    path("avvisi/dati.csv", views.data_file, {"dataset": "avvisi", "extension": "csv"}, name="calls_csv"),
]
