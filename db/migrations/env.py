"""Alembic's way in: it works on the connection that tournament_app.store.migrate gives it, inside its transaction."""

from __future__ import annotations

from alembic import context

from tournament_app.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
