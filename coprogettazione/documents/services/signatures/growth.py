# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a PDF may grow after it was sent or signed: by signatures, timestamps and what later checks need."""

from collections.abc import Iterable

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    DSSCompareRule,
    FormUpdate,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)

#: What may change in the form itself: the fields are looked at one by one; flags and typeface change no content.
FORM_MAY = frozenset({"/Fields", "/SigFlags", "/DA", "/DR", "/Q", "/NeedAppearances"})


class _WithForm(HistoricalResolver):
    """A revision without a form, as if it had an empty one: the first signature of a PDF makes the form."""

    @property
    def root(self) -> DictionaryObject:
        """The catalogue of the revision, and the empty form."""
        catalogue = DictionaryObject(super().root)
        catalogue["/AcroForm"] = DictionaryObject({"/Fields": ArrayObject()})
        return catalogue


class _SignatureForm(FormUpdatingRule):
    """Only fields of signatures come, and nothing is written in other fields."""

    def __init__(self) -> None:
        super().__init__([SigFieldCreationRule(), SigFieldModificationRule()], FORM_MAY)

    def apply(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        """As the library does, which compares only forms that were there."""
        first = "/AcroForm" not in old.root and "/AcroForm" in new.root
        if first or "/AcroForm" in old.root:
            yield from super().apply(_WithForm(old.reader, old.revision) if first else old, new)


class OnlySignatures(StandardDiffPolicy):
    """What may come after a signature: other signatures, timestamps, what later checks need. No filled fields.

    Each pair of revisions is compared once, however many signatures ask.
    """

    def __init__(self) -> None:
        lasting = ModificationLevel.LTA_UPDATES
        super().__init__(
            [
                CatalogModificationRule(),
                DocInfoRule().as_qualified(lasting),
                XrefStreamRule().as_qualified(lasting),
                ObjectStreamRule().as_qualified(lasting),
                DSSCompareRule().as_qualified(lasting),
                MetadataUpdateRule().as_qualified(lasting),
            ],
            _SignatureForm(),
        )
        self._known: dict[tuple, DiffResult | SuspiciousModification] = {}

    def apply(self, old, new, field_mdp_spec=None, doc_mdp=None):  # type: ignore[no-untyped-def]
        """As the library does, remembering."""
        if field_mdp_spec is not None:
            return super().apply(old, new, field_mdp_spec, doc_mdp)
        asked = (old.revision, new.revision, doc_mdp)
        if asked not in self._known:
            try:
                self._known[asked] = super().apply(old, new, None, doc_mdp)
            except SuspiciousModification as suspect:
                self._known[asked] = suspect
        found = self._known[asked]
        if isinstance(found, SuspiciousModification):
            raise found
        return found

    def review_file(self, reader, base_revision, field_mdp_spec=None, doc_mdp=None):  # type: ignore[no-untyped-def]
        """Every revision after a base one, beside the base; the first that is not as it should be ends it."""
        base = reader.get_historical_resolver(base_revision)
        level = ModificationLevel.NONE
        try:
            for revision in range(base_revision + 1, reader.xrefs.total_revisions):
                found = self.apply(base, reader.get_historical_resolver(revision), field_mdp_spec, doc_mdp)
                level = max(level, found.modification_level)
        except SuspiciousModification as suspect:
            return suspect
        return DiffResult(level, set())
