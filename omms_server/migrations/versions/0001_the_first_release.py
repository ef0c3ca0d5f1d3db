"""The first release."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from omms_server.migrations.steps import create_index, create_table, drop_table, guard_trail

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    create_table(
        "archived_paper",
        sa.Column(
            "kind",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("copy_no", sa.Integer(), nullable=False),
        sa.Column(
            "number",
            sa.String(length=30).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=30), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "sha256",
            sa.BINARY(length=32).with_variant(sa.LargeBinary(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "pdf", sa.LargeBinary().with_variant(mysql.MEDIUMBLOB(), "mysql"), nullable=False
        ),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archived_paper")),
        sa.UniqueConstraint(
            "kind", "subject_id", "copy_no", name=op.f("uq_archived_paper_kind_subject_id_copy_no")
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "audit_entry",
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("post", sa.String(length=60), nullable=False),
        sa.Column("second_id", sa.BigInteger(), nullable=True),
        sa.Column("second", sa.String(length=60), nullable=False),
        sa.Column("workstation", sa.String(length=60), nullable=False),
        sa.Column(
            "action",
            sa.String(length=60).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=60), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("patient_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "subject",
            sa.String(length=60).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=60), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.String(length=60).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=60), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.VARBINARY(length=2200).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "details", sa.LargeBinary().with_variant(mysql.MEDIUMBLOB(), "mysql"), nullable=False
        ),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("audit_entry", "ix_audit_entry_patient", ["patient_id", "id"])
    create_index("audit_entry", "ix_audit_entry_person", ["person_id", "id"])

    create_table(
        "audit_seal",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "link",
            sa.BINARY(length=32).with_variant(sa.LargeBinary(length=32), "sqlite"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_seal")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_audit_seal_entry_id")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "booking_code",
        sa.Column(
            "mobile_index",
            sa.BINARY(length=16).with_variant(sa.LargeBinary(length=16), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "code_digest",
            sa.BINARY(length=32).with_variant(sa.LargeBinary(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_code")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("booking_code", "ix_booking_code_mobile_index", ["mobile_index"])

    create_table(
        "charge_item",
        sa.Column(
            "code",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "initials",
            sa.String(length=60).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=60), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "category",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_item")),
        sa.UniqueConstraint("code", name=op.f("uq_charge_item_code")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "command_done",
        sa.Column(
            "command_key",
            sa.String(length=64).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=64), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "body_digest",
            sa.BINARY(length=32).with_variant(sa.LargeBinary(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "answer", sa.LargeBinary().with_variant(mysql.MEDIUMBLOB(), "mysql"), nullable=False
        ),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("command_key", name=op.f("pk_command_done")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("command_done", "ix_command_done_at", ["at"])

    create_table(
        "department",
        sa.Column(
            "code",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column(
            "initials",
            sa.String(length=40).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=40), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=50), nullable=False),
        sa.Column("outpatient", sa.Boolean(), nullable=False),
        sa.Column("online_booking", sa.Boolean(), nullable=False),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column(
            "sex",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=True,
        ),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("code", name=op.f("uq_department_code")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "drug",
        sa.Column(
            "code",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column(
            "initials",
            sa.String(length=60).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=60), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("spec", sa.String(length=80), nullable=False),
        sa.Column("strength", sa.String(24), nullable=True),
        sa.Column("dose_unit", sa.String(length=10), nullable=False),
        sa.Column("min_unit", sa.String(length=10), nullable=False),
        sa.Column("pack_size", sa.Integer(), nullable=False),
        sa.Column("pack_unit", sa.String(length=10), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column(
            "category",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("lower_limit", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drug")),
        sa.UniqueConstraint("code", name=op.f("uq_drug_code")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "event",
        sa.Column(
            "topic",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("ref", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "lease",
        sa.Column(
            "name",
            sa.String(length=40).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=40), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "holder",
            sa.String(length=40).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=40), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "rekeying",
        sa.Column(
            "table_name",
            sa.String(length=64).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=64), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("after_id", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("rows_left", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("table_name", name=op.f("pk_rekeying")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "patient",
        sa.Column(
            "number",
            sa.String(length=12).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=12), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "sex",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column(
            "identity_kind",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "identity_index",
            sa.BINARY(length=16).with_variant(sa.LargeBinary(length=16), "sqlite"),
            nullable=True,
        ),
        sa.Column(
            "name",
            sa.VARBINARY(length=300).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "identity_number",
            sa.VARBINARY(length=100).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "phone",
            sa.VARBINARY(length=100).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "address",
            sa.VARBINARY(length=900).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "no_identity_reason",
            sa.VARBINARY(length=900).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "allergy_state",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("identity_index", name=op.f("uq_patient_identity_index")),
        sa.UniqueConstraint("number", name=op.f("uq_patient_number")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "series",
        sa.Column(
            "name",
            sa.String(length=40).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=40), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_series")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "staff",
        sa.Column(
            "staff_no",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("title", sa.String(length=30), nullable=False),
        sa.Column(
            "initials",
            sa.String(length=120).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=120), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("staff_no", name=op.f("uq_staff_staff_no")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "task",
        sa.Column(
            "kind",
            sa.String(length=30).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=30), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("ref_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column(
            "last_error",
            sa.String(length=60).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=60), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("kind", "ref_id", name=op.f("uq_task_kind_ref_id")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("task", "ix_task_due", ["state", "due_at"])

    create_table(
        "account",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "username",
            sa.String(length=40).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=40), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "password_hash",
            sa.String(length=100).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=100), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.BigInteger(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("password_at", sa.BigInteger(), nullable=True),
        sa.Column("active_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_account_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_account_staff_id")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "batch",
        sa.Column("drug_id", sa.BigInteger(), nullable=False),
        sa.Column("lot", sa.String(length=40), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("shelf", sa.String(length=20), nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["drug_id"], ["drug.id"], name=op.f("fk_batch_drug_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint(
            "drug_id", "lot", "expires_on", name=op.f("uq_batch_drug_id_lot_expires_on")
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("batch", "ix_batch_drug_id", ["drug_id"])
    create_index("batch", "ix_batch_fefo", ["drug_id", "expires_on"])

    create_table(
        "charge_price",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["charge_item.id"], name=op.f("fk_charge_price_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_price")),
        sa.UniqueConstraint(
            "item_id", "valid_from", name=op.f("uq_charge_price_item_id_valid_from")
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("charge_price", "ix_charge_price_item_id", ["item_id"])

    create_table(
        "clinic_session",
        sa.Column("department_id", sa.BigInteger(), nullable=False),
        sa.Column("doctor_id", sa.BigInteger(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column(
            "half_day",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("room", sa.String(length=30), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column(
            "fee_items",
            sa.String(length=100).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=100), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("next_extra", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_clinic_session_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["doctor_id"], ["staff.id"], name=op.f("fk_clinic_session_doctor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic_session")),
        sa.UniqueConstraint(
            "doctor_id",
            "on_date",
            "half_day",
            name=op.f("uq_clinic_session_doctor_id_on_date_half_day"),
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("clinic_session", "ix_clinic_session_day", ["on_date", "department_id"])
    create_index("clinic_session", "ix_clinic_session_department_id", ["department_id"])
    create_index("clinic_session", "ix_clinic_session_doctor_id", ["doctor_id"])

    create_table(
        "patient_allergy",
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "group_code",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "allergen",
            sa.VARBINARY(length=300).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "reaction",
            sa.VARBINARY(length=900).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "severity",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_patient_allergy_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_allergy")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("patient_allergy", "ix_patient_allergy_patient_id", ["patient_id"])

    create_table(
        "patient_key",
        sa.Column(
            "value",
            sa.BINARY(length=16).with_variant(sa.LargeBinary(length=16), "sqlite"),
            nullable=False,
        ),
        sa.Column("patient_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_patient_key_patient_id")
        ),
        sa.PrimaryKeyConstraint("value", "patient_id", name=op.f("pk_patient_key")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("patient_key", "ix_patient_key_patient_id", ["patient_id"])

    create_table(
        "post",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.String(length=30).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=30), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("department_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_post_department_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_post_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("post", "ix_post_department_id", ["department_id"])
    create_index("post", "ix_post_staff_id", ["staff_id"])

    create_table(
        "sign_in_session",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "refresh_digest",
            sa.BINARY(length=32).with_variant(sa.LargeBinary(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("workstation", sa.String(length=60), nullable=False),
        sa.Column(
            "fingerprint",
            sa.String(length=64).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=64), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_session_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("refresh_digest", name=op.f("uq_sign_in_session_refresh_digest")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("sign_in_session", "ix_sign_in_session_account_id", ["account_id"])
    create_index("sign_in_session", "ix_sign_in_session_expires_at", ["expires_at"])

    create_table(
        "spent_refresh",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "digest",
            sa.BINARY(length=32).with_variant(sa.LargeBinary(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sign_in_session.id"], name=op.f("fk_spent_refresh_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent_refresh")),
        sa.UniqueConstraint("digest", name=op.f("uq_spent_refresh_digest")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("spent_refresh", "ix_spent_refresh_session_id", ["session_id"])

    create_table(
        "past_password",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "password_hash",
            sa.String(length=100).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=100), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_past_password_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_password")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("past_password", "ix_past_password_account_id", ["account_id"])

    create_table(
        "prescribing_right",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "code",
            sa.String(length=30).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=30), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("granted_by", sa.String(length=60), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_prescribing_right_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prescribing_right")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("prescribing_right", "ix_prescribing_right_staff_id", ["staff_id"])

    create_table(
        "own_role",
        sa.Column(
            "code",
            sa.String(length=24).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=24), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column(
            "permissions",
            sa.String(length=4000).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=4000), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_role")),
        sa.UniqueConstraint("code", name=op.f("uq_own_role_code")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )

    create_table(
        "sign_in_failure",
        sa.Column(
            "fingerprint",
            sa.String(length=64).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=64), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "name",
            sa.BINARY(length=16).with_variant(sa.LargeBinary(length=16), "sqlite"),
            nullable=True,
        ),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("sign_in_failure", "ix_sign_in_failure_at", ["at"])
    create_index("sign_in_failure", "ix_sign_in_failure_desk", ["fingerprint", "at"])
    create_index("sign_in_failure", "ix_sign_in_failure_name", ["name", "at"])

    create_table(
        "slot",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["clinic_session.id"], name=op.f("fk_slot_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("session_id", "starts_at", name=op.f("uq_slot_session_id_starts_at")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("slot", "ix_slot_session_id", ["session_id"])

    create_table(
        "stock_movement",
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=12).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=12), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_stock_movement_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movement")),
        sa.UniqueConstraint(
            "kind", "source_id", "batch_id", name=op.f("uq_stock_movement_kind_source_id_batch_id")
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("stock_movement", "ix_stock_movement_batch_id", ["batch_id"])

    create_table(
        "appointment",
        sa.Column("slot_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("department_id", sa.BigInteger(), nullable=False),
        sa.Column("doctor_id", sa.BigInteger(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.String(length=12).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=12), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "active_key",
            sa.String(length=60).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=60), "mysql"
            ),
            nullable=True,
        ),
        sa.Column("bill_id", sa.BigInteger(), nullable=True),
        sa.Column("booked_at", sa.BigInteger(), nullable=False),
        sa.Column("checked_in_at", sa.BigInteger(), nullable=True),
        sa.Column("called_at", sa.BigInteger(), nullable=True),
        sa.Column("queue_segment", sa.BigInteger(), nullable=True),
        sa.Column("queue_at", sa.BigInteger(), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_appointment_department_id")
        ),
        sa.ForeignKeyConstraint(["doctor_id"], ["staff.id"], name=op.f("fk_appointment_doctor_id")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_appointment_patient_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["clinic_session.id"], name=op.f("fk_appointment_session_id")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_appointment_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("active_key", name=op.f("uq_appointment_active_key")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_appointment_session_id_number")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("appointment", "ix_appointment_bill_id", ["bill_id"])
    create_index("appointment", "ix_appointment_day", ["on_date", "doctor_id"])
    create_index("appointment", "ix_appointment_department_id", ["department_id"])
    create_index("appointment", "ix_appointment_doctor_id", ["doctor_id"])
    create_index("appointment", "ix_appointment_patient_day", ["patient_id", "on_date"])
    create_index("appointment", "ix_appointment_patient_id", ["patient_id"])
    create_index("appointment", "ix_appointment_session_id", ["session_id"])
    create_index("appointment", "ix_appointment_slot_id", ["slot_id"])

    create_table(
        "bill",
        sa.Column(
            "number",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("appointment_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("open_key", sa.BigInteger(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("pending_payment_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "receipt_no",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_bill_appointment_id")
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_bill_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bill")),
        sa.UniqueConstraint("number", name=op.f("uq_bill_number")),
        sa.UniqueConstraint("open_key", name=op.f("uq_bill_open_key")),
        sa.UniqueConstraint("receipt_no", name=op.f("uq_bill_receipt_no")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("bill", "ix_bill_appointment_id", ["appointment_id"])
    create_index("bill", "ix_bill_paid", ["state", "paid_at"])
    create_index("bill", "ix_bill_patient_id", ["patient_id"])
    create_index("bill", "ix_bill_state", ["state", "opened_at"])

    create_table(
        "encounter",
        sa.Column("appointment_id", sa.BigInteger(), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("doctor_id", sa.BigInteger(), nullable=False),
        sa.Column("department_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=12).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=12), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_encounter_appointment_id")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_encounter_department_id")
        ),
        sa.ForeignKeyConstraint(["doctor_id"], ["staff.id"], name=op.f("fk_encounter_doctor_id")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_encounter_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encounter")),
        sa.UniqueConstraint("appointment_id", name=op.f("uq_encounter_appointment_id")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("encounter", "ix_encounter_department_id", ["department_id"])
    create_index("encounter", "ix_encounter_doctor_id", ["doctor_id"])
    create_index("encounter", "ix_encounter_patient_id", ["patient_id"])

    create_table(
        "charge",
        sa.Column("bill_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "source_kind",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "item_code",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column(
            "category",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_charge_bill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge")),
        sa.UniqueConstraint(
            "source_kind",
            "source_id",
            "item_code",
            name=op.f("uq_charge_source_kind_source_id_item_code"),
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("charge", "ix_charge_bill_id", ["bill_id"])

    create_table(
        "encounter_diagnosis",
        sa.Column("encounter_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "code",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("suspected", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_encounter_diagnosis_encounter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encounter_diagnosis")),
        sa.UniqueConstraint(
            "encounter_id",
            "version",
            "position",
            name=op.f("uq_encounter_diagnosis_encounter_id_version_position"),
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("encounter_diagnosis", "ix_encounter_diagnosis_encounter_id", ["encounter_id"])

    create_table(
        "encounter_note",
        sa.Column("encounter_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column(
            "reason",
            sa.VARBINARY(length=2200).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "body", sa.LargeBinary().with_variant(mysql.MEDIUMBLOB(), "mysql"), nullable=False
        ),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_encounter_note_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_encounter_note_encounter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encounter_note")),
        sa.UniqueConstraint(
            "encounter_id", "version", name=op.f("uq_encounter_note_encounter_id_version")
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("encounter_note", "ix_encounter_note_author_id", ["author_id"])
    create_index("encounter_note", "ix_encounter_note_encounter_id", ["encounter_id"])

    create_table(
        "ledger_entry",
        sa.Column("posting_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "account",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("bill_id", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_ledger_entry_bill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint(
            "posting_id", "account", name=op.f("uq_ledger_entry_posting_id_account")
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("ledger_entry", "ix_ledger_entry_bill_id", ["bill_id"])

    create_table(
        "payment",
        sa.Column("bill_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "tender",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.String(length=12).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=12), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("change_given", sa.BigInteger(), nullable=False),
        sa.Column(
            "order_no",
            sa.String(length=32).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=32), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "gateway_no",
            sa.String(length=64).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=64), "mysql"
            ),
            nullable=True,
        ),
        sa.Column("code_url", sa.String(length=300), nullable=False),
        sa.Column("paid_key", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_payment_bill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("gateway_no", name=op.f("uq_payment_gateway_no")),
        sa.UniqueConstraint("order_no", name=op.f("uq_payment_order_no")),
        sa.UniqueConstraint("paid_key", name=op.f("uq_payment_paid_key")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("payment", "ix_payment_bill_id", ["bill_id"])

    create_table(
        "prescription",
        sa.Column(
            "number",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("encounter_id", sa.BigInteger(), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("doctor_id", sa.BigInteger(), nullable=False),
        sa.Column("department_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=10).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=10), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.String(length=12).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=12), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("bill_id", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_by", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_at", sa.BigInteger(), nullable=True),
        sa.Column(
            "review_remark",
            sa.VARBINARY(length=900).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_prescription_bill_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_prescription_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["doctor_id"], ["staff.id"], name=op.f("fk_prescription_doctor_id")
        ),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_prescription_encounter_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_prescription_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prescription")),
        sa.UniqueConstraint("number", name=op.f("uq_prescription_number")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("prescription", "ix_prescription_bill_id", ["bill_id"])
    create_index("prescription", "ix_prescription_day", ["on_date", "state"])
    create_index("prescription", "ix_prescription_department_id", ["department_id"])
    create_index("prescription", "ix_prescription_doctor_id", ["doctor_id"])
    create_index("prescription", "ix_prescription_encounter_id", ["encounter_id"])
    create_index("prescription", "ix_prescription_patient_id", ["patient_id"])

    create_table(
        "dispense",
        sa.Column("prescription_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_dispense_by_id")),
        sa.ForeignKeyConstraint(
            ["prescription_id"], ["prescription.id"], name=op.f("fk_dispense_prescription_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispense")),
        sa.UniqueConstraint("prescription_id", name=op.f("uq_dispense_prescription_id")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("dispense", "ix_dispense_by_id", ["by_id"])

    create_table(
        "prescription_finding",
        sa.Column("prescription_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "code",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.String(length=12).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=12), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column(
            "reason",
            sa.VARBINARY(length=2200).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_prescription_finding_prescription_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prescription_finding")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index(
        "prescription_finding", "ix_prescription_finding_prescription_id", ["prescription_id"]
    )

    create_table(
        "prescription_line",
        sa.Column("prescription_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("drug_id", sa.BigInteger(), nullable=False),
        sa.Column("dose", sa.String(24), nullable=False),
        sa.Column(
            "route",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "frequency",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "timing",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["drug_id"], ["drug.id"], name=op.f("fk_prescription_line_drug_id")
        ),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_prescription_line_prescription_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prescription_line")),
        sa.UniqueConstraint(
            "prescription_id",
            "position",
            name=op.f("uq_prescription_line_prescription_id_position"),
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("prescription_line", "ix_prescription_line_drug_id", ["drug_id"])
    create_index("prescription_line", "ix_prescription_line_prescription_id", ["prescription_id"])

    create_table(
        "dispense_line",
        sa.Column("dispense_id", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_dispense_line_batch_id")),
        sa.ForeignKeyConstraint(
            ["dispense_id"], ["dispense.id"], name=op.f("fk_dispense_line_dispense_id")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["prescription_line.id"], name=op.f("fk_dispense_line_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispense_line")),
        sa.UniqueConstraint("line_id", "batch_id", name=op.f("uq_dispense_line_line_id_batch_id")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("dispense_line", "ix_dispense_line_batch_id", ["batch_id"])
    create_index("dispense_line", "ix_dispense_line_dispense_id", ["dispense_id"])
    create_index("dispense_line", "ix_dispense_line_line_id", ["line_id"])
    create_table(
        "emergency_opening",
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column(
            "reason",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "explanation",
            sa.VARBINARY(length=2200).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "verdict",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=True,
        ),
        sa.Column("reviewed_by", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_at", sa.BigInteger(), nullable=True),
        sa.Column(
            "remark",
            sa.VARBINARY(length=2200).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_emergency_opening_by_id")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_emergency_opening_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_opening")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("emergency_opening", "ix_emergency_opening_by_id", ["by_id"])
    create_index("emergency_opening", "ix_emergency_opening_reader", ["patient_id", "by_id"])
    create_index("emergency_opening", "ix_emergency_opening_verdict", ["verdict"])

    create_table(
        "notice",
        sa.Column("to_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=40).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=40), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("patient_id", sa.BigInteger(), nullable=True),
        sa.Column("ref_id", sa.BigInteger(), nullable=True),
        sa.Column("from_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_notice_patient_id")),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"], name=op.f("fk_notice_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("notice", "ix_notice_patient_id", ["patient_id"])
    create_index("notice", "ix_notice_unread", ["to_id", "read_at", "id"])

    create_table(
        "sharing_grant",
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("department_id", sa.BigInteger(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column(
            "purpose",
            sa.VARBINARY(length=900).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "signer",
            sa.VARBINARY(length=900).with_variant(sa.LargeBinary(), "sqlite"),
            nullable=False,
        ),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_sharing_grant_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_sharing_grant_patient_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sharing_grant_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_grant")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("sharing_grant", "ix_sharing_grant_department_id", ["department_id"])
    create_index("sharing_grant", "ix_sharing_grant_patient_id", ["patient_id"])
    create_index("sharing_grant", "ix_sharing_grant_staff_id", ["staff_id"])
    create_table(
        "enrolment_code",
        sa.Column(
            "digest",
            sa.BINARY(length=32).with_variant(sa.LargeBinary(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "name",
            sa.String(length=60).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=60), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_enrolment_code_digest")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_index("enrolment_code", "ix_enrolment_code_expires_at", ["expires_at"])
    create_table(
        "workstation",
        sa.Column(
            "name",
            sa.String(length=60).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=60), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.String(length=20).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=20), "mysql"
            ),
            nullable=False,
        ),
        sa.Column(
            "fingerprint",
            sa.String(length=64).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=64), "mysql"
            ),
            nullable=False,
        ),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column(
            "next_fingerprint",
            sa.String(length=64).with_variant(
                mysql.VARCHAR(charset="ascii", collation="ascii_bin", length=64), "mysql"
            ),
            nullable=True,
        ),
        sa.Column("next_issued_at", sa.BigInteger(), nullable=True),
        sa.Column("next_expires_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.String(length=60), nullable=False),
        sa.Column("last_seen", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstation")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_workstation_fingerprint")),
        sa.UniqueConstraint("name", name=op.f("uq_workstation_name")),
        sa.UniqueConstraint("next_fingerprint", name=op.f("uq_workstation_next_fingerprint")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    create_table(
        "audit_archive",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "link",
            sa.BINARY(length=32).with_variant(sa.LargeBinary(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column(
            "sha256",
            sa.BINARY(length=32).with_variant(sa.LargeBinary(length=32), "sqlite"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_archive")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    guard_trail()


def downgrade() -> None:
    """Take back; indexes go with their tables."""
    drop_table("audit_archive")
    drop_table("workstation")
    drop_table("enrolment_code")
    drop_table("sharing_grant")
    drop_table("notice")
    drop_table("emergency_opening")
    drop_table("dispense_line")
    drop_table("prescription_line")
    drop_table("prescription_finding")
    drop_table("dispense")
    drop_table("prescription")
    drop_table("payment")
    drop_table("ledger_entry")
    drop_table("encounter_note")
    drop_table("encounter_diagnosis")
    drop_table("charge")
    drop_table("encounter")
    drop_table("bill")
    drop_table("appointment")
    drop_table("stock_movement")
    drop_table("slot")
    drop_table("sign_in_failure")
    drop_table("own_role")
    drop_table("prescribing_right")
    drop_table("past_password")
    drop_table("spent_refresh")
    drop_table("sign_in_session")
    drop_table("post")
    drop_table("patient_key")
    drop_table("patient_allergy")
    drop_table("clinic_session")
    drop_table("charge_price")
    drop_table("batch")
    drop_table("account")
    drop_table("task")
    drop_table("staff")
    drop_table("series")
    drop_table("rekeying")
    drop_table("patient")
    drop_table("lease")
    drop_table("event")
    drop_table("drug")
    drop_table("department")
    drop_table("command_done")
    drop_table("charge_item")
    drop_table("booking_code")
    drop_table("audit_seal")
    drop_table("audit_entry")
    drop_table("archived_paper")
