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


class Together(Operation):
    """Operations whose models are rendered once, for all of them."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As written in the migration."""
        return self.__class__.__qualname__, [self.operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change the state without rendering it; who needs the models next renders them once."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)


class CreateTogether(Together):
    """Creates the models of its ``CreateModel`` operations as they are after all its operations.

    The others (``AddField``, ``AddConstraint``, ``AddIndex``, ``AlterUniqueTogether``) complete models that
    are created here: their columns and constraints are made with the table.

    Raises:
        ValueError: an operation is about a model that is not created here.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        super().__init__(operations)
        created = {name.lower() for name in self.models()}
        for operation in operations:
            if getattr(operation, "model_name", getattr(operation, "name", "")).lower() not in created:
                raise ValueError(f"{operation.describe()}: that model is not created here.")

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


class ChangeTogether(Together):
    """Changes to tables that are there already, each from the models as they were before all of them to the
    models as they are after: both are rendered once, not once for each change.

    Only operations that do not lean on one another: a field is added, or altered, once.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Each change in its order."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Each change taken back, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What it does, in the words of `migrate`."""
        return f"{len(self.operations)} changes together"
