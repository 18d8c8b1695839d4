# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many tables in one step. Django renders every related model again after each operation: one hundred and
fifty tables that all know the person cost half a minute like that, and a second when rendered once.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState
from django.db.models import Model


class CreateTogether(Operation):
    """Creates the models of its ``CreateModel`` operations as they are after all its operations.

    The others (``AddField``, ``AddConstraint``, ``AddIndex``, ``AlterUniqueTogether``) complete models that
    are created here: their columns and constraints are made with the table.

    Raises:
        ValueError: an operation is about a model that is not created here.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations
        created = {name.lower() for name in self.models()}
        for operation in operations:
            if getattr(operation, "model_name", getattr(operation, "name", "")).lower() not in created:
                raise ValueError(f"{operation.describe()}: that model is not created here.")

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As written in the migration."""
        return self.__class__.__qualname__, [self.operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change the state without rendering it; who needs the models next renders them once."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """One table after the other; foreign keys follow when all are there."""
        for model in self._tables(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the tables away again."""
        for model in reversed(self._tables(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        """What the command line says."""
        return f"Create {len(self.models())} models together"

    def models(self) -> list[str]:
        """The names of the models that are created, in their order."""
        return [operation.name for operation in self.operations if isinstance(operation, CreateModel)]

    def _tables(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState
    ) -> list[type[Model]]:
        models = [state.apps.get_model(app_label, name) for name in self.models()]
        return [m for m in models if self.allow_migrate_model(schema_editor.connection.alias, m)]
