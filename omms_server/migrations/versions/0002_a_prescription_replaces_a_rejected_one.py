"""A prescription replaces a rejected one."""

import sqlalchemy as sa

from omms_server.migrations.steps import add_column, create_index, drop_column, drop_index

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    add_column("prescription", sa.Column("replaces_id", sa.BigInteger(), nullable=True))
    create_index("prescription", "ix_prescription_replaces_id", ["replaces_id"], unique=True)


def downgrade() -> None:
    """Take back."""
    drop_index("prescription", "ix_prescription_replaces_id")
    drop_column("prescription", "replaces_id")
