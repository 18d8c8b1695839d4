# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What editors may put around the facts: words, pictures, questions. Nothing that could pass for an act."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

#: No headings inside the text (they have their own block: levels never jump), no embeds from elsewhere.
TEXT_FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link"]


class QuestionBlock(blocks.StructBlock):
    """A question and its answer, closed until opened, readable without a script."""

    question = blocks.CharBlock(label=_("Domanda"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Risposta"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Domanda e risposta")
        template = "home/blocks/question.html"


class PictureBlock(blocks.StructBlock):
    """A picture with its description for who does not see it, and a caption for all."""

    image = ImageBlock(label=_("Immagine"))
    caption = blocks.CharBlock(label=_("Didascalia"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Immagine")
        template = "home/blocks/picture.html"


class StoryBlock(blocks.StreamBlock):
    """The story told around the facts of a page."""

    heading = blocks.CharBlock(
        label=_("Titolo"), max_length=120, icon="title", template="home/blocks/heading.html"
    )
    text = blocks.RichTextBlock(
        label=_("Testo"), features=TEXT_FEATURES, icon="pilcrow", template="home/blocks/text.html"
    )
    picture = PictureBlock()
    question = QuestionBlock()
    document = DocumentChooserBlock(label=_("Documento"), template="home/blocks/document.html")

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
