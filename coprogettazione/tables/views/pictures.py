# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The library of pictures, as the editor asks for it, and each picture as a page shows it."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404

from coprogettazione.documents.views.handing import hold_back
from coprogettazione.records.refusals import NotAllowed, Refusal
from coprogettazione.tables.forms import AddPictureForm
from coprogettazione.tables.models import Picture
from coprogettazione.tables.queries.pictures import pictures_for_texts
from coprogettazione.tables.services import add_picture
from coprogettazione.tables.views.base import TableView


class PicturesView(TableView):
    """GET: the pictures of the table. POST (file, alt): one more."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """List."""
        return self.answer([self.said(picture) for picture in pictures_for_texts(self.table)])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add."""
        form = AddPictureForm(request.POST, request.FILES)
        if not form.is_valid():
            words = next(error for errors in form.errors.values() for error in errors)
            return self.answer({"message": str(words)}, 422)
        try:
            picture = add_picture(table=self.table, **form.cleaned_data, by=self.person, at=self.at)
        except Refusal as refusal:
            status = 403 if isinstance(refusal, NotAllowed) else 422
            return self.answer({"message": str(refusal)}, status)
        return self.answer(self.said(picture), 201)

    def said(self, picture: Picture) -> dict[str, Any]:
        """A picture, as the editor reads it."""
        return {
            "id": picture.file_id,
            "alt": picture.alt,
            "title": picture.file.name,
            "address": self.picture(picture.file_id),
        }

    def answer(self, said: Any, status: int = 200) -> JsonResponse:
        """JSON that nobody keeps."""
        response = JsonResponse(said, status=status, safe=False)
        response["Cache-Control"] = "no-store"
        return response


class PictureView(TableView):
    """The bytes of a picture, shown in a page: only what is a PNG or a JPEG by its content, to who reads the table."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Hand it over. A picture does not change under its number: a browser may keep it for itself."""
        picture = get_object_or_404(
            Picture.objects.select_related("file__scan"), table=self.table, file=self.kwargs["file"]
        )
        hold_back(picture.file, own=picture.person_id == self.person.pk)
        response = FileResponse(picture.file.content.open("rb"), content_type=picture.file.media_type)
        response["Content-Disposition"] = "inline"
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, max-age=3600"
        return response
