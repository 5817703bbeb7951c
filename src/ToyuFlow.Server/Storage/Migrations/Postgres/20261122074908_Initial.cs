using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "administrator_change",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    office = table.Column<string>(type: "text", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    display_name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_name = table.Column<string>(type: "text", nullable: false),
                    proposed_by_office = table.Column<string>(type: "text", nullable: false),
                    proposed_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_name = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_administrator_change", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    who = table.Column<string>(type: "text", nullable: false),
                    is_automatic = table.Column<bool>(type: "boolean", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: false),
                    operation_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entry", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "bookmark",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    activity_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bookmark", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "budget_line",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    ceiling = table.Column<long>(type: "bigint", nullable: false),
                    available = table.Column<long>(type: "bigint", nullable: false),
                    reserved = table.Column<long>(type: "bigint", nullable: false),
                    committed = table.Column<long>(type: "bigint", nullable: false),
                    paid = table.Column<long>(type: "bigint", nullable: false),
                    recalled = table.Column<long>(type: "bigint", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_budget_line", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_budget_line_not_negative", "available >= 0 and reserved >= 0 and committed >= 0 and paid >= 0 and recalled >= 0");
                    table.CheckConstraint("ck_budget_line_within_ceiling", "available = ceiling - reserved - committed - paid + recalled");
                });

            migrationBuilder.CreateTable(
                name: "definition_file",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    taken_hash = table.Column<string>(type: "text", nullable: false),
                    taken_version = table.Column<int>(type: "integer", nullable: false),
                    waiting_hash = table.Column<string>(type: "text", nullable: true),
                    waiting_json = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_definition_file", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "definition_version",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    is_published = table.Column<bool>(type: "boolean", nullable: false),
                    is_latest = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    published_at = table.Column<long>(type: "bigint", nullable: true),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_by = table.Column<string>(type: "text", nullable: false),
                    updated_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    edited_in = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_definition_version", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "design_right",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    may_edit = table.Column<bool>(type: "boolean", nullable: false),
                    may_publish = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_design_right", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "incident",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    activity_id = table.Column<string>(type: "text", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    resolved_at = table.Column<long>(type: "bigint", nullable: true),
                    resolved_by = table.Column<string>(type: "text", nullable: true),
                    resolution = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incident", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "inspection_plan",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    programme_code = table.Column<string>(type: "text", nullable: false),
                    programme_name = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    period_name = table.Column<string>(type: "text", nullable: false),
                    starts_at = table.Column<long>(type: "bigint", nullable: false),
                    ends_at = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    reported_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inspection_plan", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "institution",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    type_code = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    credit_code = table.Column<string>(type: "text", nullable: true),
                    address = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: false),
                    head_name = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false),
                    places = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    registered_at = table.Column<long>(type: "bigint", nullable: true),
                    registration_case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    filed_at = table.Column<long>(type: "bigint", nullable: true),
                    filing_number = table.Column<string>(type: "text", nullable: true),
                    accepted_at = table.Column<long>(type: "bigint", nullable: true),
                    accepted_places = table.Column<int>(type: "integer", nullable: false),
                    is_inclusive = table.Column<bool>(type: "boolean", nullable: false),
                    is_demonstration = table.Column<bool>(type: "boolean", nullable: false),
                    payee_name = table.Column<string>(type: "text", nullable: false),
                    payee_bank = table.Column<string>(type: "text", nullable: false),
                    payee_account = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_institution", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "job_pause",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_code = table.Column<string>(type: "text", nullable: false),
                    paused_at = table.Column<long>(type: "bigint", nullable: false),
                    paused_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_pause", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "job_run",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_code = table.Column<string>(type: "text", nullable: false),
                    scheduled_at = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    finished_at = table.Column<long>(type: "bigint", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    who = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_run", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "number_series",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    series = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_number_series", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "operation",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "text", nullable: false),
                    operation_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    result = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operation", x => new { x.tenant_id, x.operation_id });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    attachment_hash = table.Column<string>(type: "text", nullable: false),
                    attachment_name = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    next_attempt_at = table.Column<long>(type: "bigint", nullable: false),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "text", nullable: false),
                    display_name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    office = table.Column<string>(type: "text", nullable: true),
                    is_disabled = table.Column<bool>(type: "boolean", nullable: false),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    last_sign_in_at = table.Column<long>(type: "bigint", nullable: true),
                    user_name = table.Column<string>(type: "text", nullable: true),
                    normalized_user_name = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    normalized_email = table.Column<string>(type: "text", nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<long>(type: "bigint", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tenant",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenant", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "timer",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_timer", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "unit",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    is_disabled = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "publish_request",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_name = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<long>(type: "bigint", nullable: false),
                    decision = table.Column<string>(type: "text", nullable: false),
                    decided_by_name = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_publish_request", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_publish_request_definition_version_tenant_id_definition_vers~",
                        columns: x => new { x.tenant_id, x.definition_version_id },
                        principalTable: "definition_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "workflow_instance",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    definition_version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    sub_status = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    open_incidents = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    finished_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workflow_instance", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_workflow_instance_definition_version_tenant_id_definition_v~",
                        columns: x => new { x.tenant_id, x.definition_version_id },
                        principalTable: "definition_version",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_file",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    matter_code = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_by = table.Column<Guid>(type: "uuid", nullable: true),
                    parent_case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: true),
                    form = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    submitted_at = table.Column<long>(type: "bigint", nullable: true),
                    closed_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_file", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_file_institution_tenant_id_institution_id",
                        columns: x => new { x.tenant_id, x.institution_id },
                        principalTable: "institution",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recognition_record",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_inclusive = table.Column<bool>(type: "boolean", nullable: false),
                    is_demonstration = table.Column<bool>(type: "boolean", nullable: false),
                    document_number = table.Column<string>(type: "text", nullable: false),
                    document_date = table.Column<DateOnly>(type: "date", nullable: false),
                    decided_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recognition_record", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_recognition_record_institution_tenant_id_institution_id",
                        columns: x => new { x.tenant_id, x.institution_id },
                        principalTable: "institution",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "institution_operator",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_institution_operator", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_institution_operator_institution_tenant_id_institution_id",
                        columns: x => new { x.tenant_id, x.institution_id },
                        principalTable: "institution",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_institution_operator_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notice",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    sentence = table.Column<string>(type: "text", nullable: false),
                    href = table.Column<string>(type: "text", nullable: false),
                    read_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_notice_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notice_choice",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    in_app = table.Column<bool>(type: "boolean", nullable: false),
                    by_mail = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_choice", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_notice_choice_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "substitution",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    principal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    substitute_id = table.Column<Guid>(type: "uuid", nullable: false),
                    valid_from = table.Column<long>(type: "bigint", nullable: false),
                    valid_until = table.Column<long>(type: "bigint", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_substitution", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_substitution_person_principal_id",
                        column: x => x.principal_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_substitution_person_substitute_id",
                        column: x => x.substitute_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "post",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_post", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_post_unit_tenant_id_unit_id",
                        columns: x => new { x.tenant_id, x.unit_id },
                        principalTable: "unit",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unit_role",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    role_id = table.Column<string>(type: "text", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_role", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_unit_role_unit_tenant_id_unit_id",
                        columns: x => new { x.tenant_id, x.unit_id },
                        principalTable: "unit",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "journal_page",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    who = table.Column<string>(type: "text", nullable: false),
                    entries = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_page", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_journal_page_workflow_instance_tenant_id_instance_id",
                        columns: x => new { x.tenant_id, x.instance_id },
                        principalTable: "workflow_instance",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "acceptance_result",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_code = table.Column<string>(type: "text", nullable: false),
                    item_name = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    opinion = table.Column<string>(type: "text", nullable: false),
                    evidence_number = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_acceptance_result", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_acceptance_result_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_clock",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    statutory_limit = table.Column<string>(type: "text", nullable: false),
                    promised_limit = table.Column<string>(type: "text", nullable: true),
                    basis = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    promised_due_at = table.Column<long>(type: "bigint", nullable: true),
                    stopped_at = table.Column<long>(type: "bigint", nullable: true),
                    is_paused = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_clock", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_clock_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_copy",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_name = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    read_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_copy", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_copy_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_case_copy_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_material",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    uploaded_at = table.Column<long>(type: "bigint", nullable: false),
                    uploaded_by = table.Column<string>(type: "text", nullable: false),
                    is_superseded = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_material", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_material_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_unit",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_unit", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_unit_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_case_unit_unit_tenant_id_unit_id",
                        columns: x => new { x.tenant_id, x.unit_id },
                        principalTable: "unit",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "claim",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scheme_code = table.Column<string>(type: "text", nullable: false),
                    scheme_name = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    counted = table.Column<int>(type: "integer", nullable: false),
                    budget_code = table.Column<string>(type: "text", nullable: false),
                    explanation = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    calculated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_claim_amount", "amount >= 0");
                    table.ForeignKey(
                        name: "fk_claim_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_claim_institution_tenant_id_institution_id",
                        columns: x => new { x.tenant_id, x.institution_id },
                        principalTable: "institution",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "clock_change",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    clock_code = table.Column<string>(type: "text", nullable: false),
                    clock_name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_name = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    decided_by_name = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    opinion = table.Column<string>(type: "text", nullable: true),
                    notice_number = table.Column<string>(type: "text", nullable: true),
                    ends_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clock_change", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_clock_change_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "correction_notice",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    opinion = table.Column<string>(type: "text", nullable: false),
                    items = table.Column<string>(type: "text", nullable: false),
                    served_at = table.Column<long>(type: "bigint", nullable: false),
                    served_by = table.Column<string>(type: "text", nullable: false),
                    answered_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_correction_notice", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_correction_notice_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "filing_record",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    institution_name = table.Column<string>(type: "text", nullable: false),
                    credit_code = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    registered_by = table.Column<string>(type: "text", nullable: false),
                    places = table.Column<int>(type: "integer", nullable: false),
                    issued_by_unit = table.Column<string>(type: "text", nullable: false),
                    issued_by = table.Column<string>(type: "text", nullable: false),
                    issued_at = table.Column<long>(type: "bigint", nullable: false),
                    verification_code = table.Column<string>(type: "text", nullable: false),
                    voided_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_filing_record", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_filing_record_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_filing_record_institution_tenant_id_institution_id",
                        columns: x => new { x.tenant_id, x.institution_id },
                        principalTable: "institution",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "granted_unit",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scheme_code = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    unit_key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_granted_unit", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_granted_unit_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "inspection_visit",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    added_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    visited_at = table.Column<long>(type: "bigint", nullable: true),
                    inspector = table.Column<string>(type: "text", nullable: false),
                    unit_name = table.Column<string>(type: "text", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    severity = table.Column<string>(type: "text", nullable: true),
                    opinion = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inspection_visit", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_inspection_visit_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_inspection_visit_inspection_plan_tenant_id_plan_id",
                        columns: x => new { x.tenant_id, x.plan_id },
                        principalTable: "inspection_plan",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_inspection_visit_institution_tenant_id_institution_id",
                        columns: x => new { x.tenant_id, x.institution_id },
                        principalTable: "institution",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_entry",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    entry_key = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    who = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_entry", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_ledger_entry_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_ledger_entry_budget_line_tenant_id_line_id",
                        columns: x => new { x.tenant_id, x.line_id },
                        principalTable: "budget_line",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ledger_entry_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    payee_name = table.Column<string>(type: "text", nullable: false),
                    payee_bank = table.Column<string>(type: "text", nullable: false),
                    payee_account = table.Column<string>(type: "text", nullable: false),
                    ordered_at = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "text", nullable: true),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: true),
                    voucher_number = table.Column<string>(type: "text", nullable: true),
                    receipt_file = table.Column<string>(type: "text", nullable: true),
                    recorded_at = table.Column<long>(type: "bigint", nullable: true),
                    recorded_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_payment_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "publicity",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    institution_name = table.Column<string>(type: "text", nullable: false),
                    scheme_name = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    counted = table.Column<string>(type: "text", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false),
                    starts_at = table.Column<long>(type: "bigint", nullable: false),
                    ends_at = table.Column<long>(type: "bigint", nullable: false),
                    time_limit = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bookmark_id = table.Column<Guid>(type: "uuid", nullable: false),
                    objection = table.Column<string>(type: "text", nullable: true),
                    objected_at = table.Column<long>(type: "bigint", nullable: true),
                    registered_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_publicity", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_publicity_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recall",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    document_number = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_name = table.Column<string>(type: "text", nullable: false),
                    proposed_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_name = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    opinion = table.Column<string>(type: "text", nullable: false),
                    received_by_name = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<long>(type: "bigint", nullable: true),
                    voucher_number = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recall", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_recall_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_recall_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registration_push",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    authority = table.Column<string>(type: "text", nullable: false),
                    credit_code = table.Column<string>(type: "text", nullable: false),
                    licence_number = table.Column<string>(type: "text", nullable: false),
                    pushed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration_push", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_registration_push_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_registration_push_institution_tenant_id_institution_id",
                        columns: x => new { x.tenant_id, x.institution_id },
                        principalTable: "institution",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roster_child",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_line = table.Column<int>(type: "integer", nullable: false),
                    masked_name = table.Column<string>(type: "text", nullable: false),
                    masked_number = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false),
                    born_on = table.Column<DateOnly>(type: "date", nullable: true),
                    class_code = table.Column<string>(type: "text", nullable: false),
                    is_counted = table.Column<bool>(type: "boolean", nullable: false),
                    problem = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roster_child", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_roster_child_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "timeline_entry",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    sentence = table.Column<string>(type: "text", nullable: false),
                    who = table.Column<string>(type: "text", nullable: false),
                    is_automatic = table.Column<bool>(type: "boolean", nullable: false),
                    for_applicant = table.Column<bool>(type: "boolean", nullable: false),
                    opinion = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_timeline_entry", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_timeline_entry_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "waiting_claim",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    budget_code = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: true),
                    bookmark_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_waiting_claim", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_waiting_claim_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "post_holder",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_post_holder", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_post_holder_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_post_holder_post_tenant_id_post_id",
                        columns: x => new { x.tenant_id, x.post_id },
                        principalTable: "post",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "work_task",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bookmark_id = table.Column<Guid>(type: "uuid", nullable: false),
                    activity_id = table.Column<string>(type: "text", nullable: false),
                    step_code = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    case_number = table.Column<string>(type: "text", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    institution_name = table.Column<string>(type: "text", nullable: false),
                    for_applicant = table.Column<bool>(type: "boolean", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    assignee_id = table.Column<Guid>(type: "uuid", nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    promised_due_at = table.Column<long>(type: "bigint", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    spec = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: true),
                    action_label = table.Column<string>(type: "text", nullable: true),
                    opinion = table.Column<string>(type: "text", nullable: true),
                    answers = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_name = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    superseded_because = table.Column<string>(type: "text", nullable: true),
                    decided_for = table.Column<Guid>(type: "uuid", nullable: true),
                    sign_kind = table.Column<string>(type: "text", nullable: true),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    added_by = table.Column<Guid>(type: "uuid", nullable: true),
                    sign_method = table.Column<string>(type: "text", nullable: true),
                    sign_order = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    weight = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L),
                    sign_group = table.Column<string>(type: "text", nullable: true),
                    vote = table.Column<string>(type: "text", nullable: true),
                    is_automatic = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    closed_because = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_task", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_work_task_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_task_post_tenant_id_post_id",
                        columns: x => new { x.tenant_id, x.post_id },
                        principalTable: "post",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_task_unit_tenant_id_unit_id",
                        columns: x => new { x.tenant_id, x.unit_id },
                        principalTable: "unit",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "clock_segment",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    clock_id = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_at = table.Column<long>(type: "bigint", nullable: false),
                    ends_at = table.Column<long>(type: "bigint", nullable: true),
                    is_pause = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    who = table.Column<string>(type: "text", nullable: false),
                    notice_number = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clock_segment", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_clock_segment_case_clock_tenant_id_clock_id",
                        columns: x => new { x.tenant_id, x.clock_id },
                        principalTable: "case_clock",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "inspection_finding",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_code = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    problem = table.Column<string>(type: "text", nullable: false),
                    severity = table.Column<string>(type: "text", nullable: false),
                    found_at = table.Column<long>(type: "bigint", nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inspection_finding", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_inspection_finding_inspection_visit_tenant_id_visit_id",
                        columns: x => new { x.tenant_id, x.visit_id },
                        principalTable: "inspection_visit",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rectification",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    unit_name = table.Column<string>(type: "text", nullable: false),
                    notice_number = table.Column<string>(type: "text", nullable: false),
                    severity = table.Column<string>(type: "text", nullable: false),
                    requirement = table.Column<string>(type: "text", nullable: false),
                    issued_by = table.Column<string>(type: "text", nullable: false),
                    issued_at = table.Column<long>(type: "bigint", nullable: false),
                    notice_due_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    measures = table.Column<string>(type: "text", nullable: false),
                    submitted_at = table.Column<long>(type: "bigint", nullable: true),
                    extension_reason = table.Column<string>(type: "text", nullable: false),
                    extension_asked_at = table.Column<long>(type: "bigint", nullable: true),
                    is_extended = table.Column<bool>(type: "boolean", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    overdue_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rectification", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_rectification_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_rectification_inspection_visit_tenant_id_visit_id",
                        columns: x => new { x.tenant_id, x.visit_id },
                        principalTable: "inspection_visit",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_rectification_institution_tenant_id_institution_id",
                        columns: x => new { x.tenant_id, x.institution_id },
                        principalTable: "institution",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visit_check",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    item_code = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    remark = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_check", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_visit_check_inspection_visit_tenant_id_visit_id",
                        columns: x => new { x.tenant_id, x.visit_id },
                        principalTable: "inspection_visit",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ledger_posting",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_posting", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_ledger_posting_budget_line_tenant_id_line_id",
                        columns: x => new { x.tenant_id, x.line_id },
                        principalTable: "budget_line",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ledger_posting_ledger_entry_tenant_id_entry_id",
                        columns: x => new { x.tenant_id, x.entry_id },
                        principalTable: "ledger_entry",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "task_delegation",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    task_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_name = table.Column<string>(type: "text", nullable: false),
                    delegate_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delegate_name = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    opinion = table.Column<string>(type: "text", nullable: true),
                    returned_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_task_delegation", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_task_delegation_work_task_tenant_id_task_id",
                        columns: x => new { x.tenant_id, x.task_id },
                        principalTable: "work_task",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_acceptance_result_tenant_id_case_id_item_code_round",
                table: "acceptance_result",
                columns: new[] { "tenant_id", "case_id", "item_code", "round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_administrator_change_tenant_id_state_proposed_at",
                table: "administrator_change",
                columns: new[] { "tenant_id", "state", "proposed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_tenant_id_at",
                table: "audit_entry",
                columns: new[] { "tenant_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_tenant_id_case_id_at",
                table: "audit_entry",
                columns: new[] { "tenant_id", "case_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_tenant_id_person_id_at",
                table: "audit_entry",
                columns: new[] { "tenant_id", "person_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_bookmark_tenant_id_instance_id",
                table: "bookmark",
                columns: new[] { "tenant_id", "instance_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bookmark_tenant_id_kind_name",
                table: "bookmark",
                columns: new[] { "tenant_id", "kind", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_budget_line_tenant_id_code_year",
                table: "budget_line",
                columns: new[] { "tenant_id", "code", "year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_clock_tenant_id_case_id_code",
                table: "case_clock",
                columns: new[] { "tenant_id", "case_id", "code" });

            migrationBuilder.CreateIndex(
                name: "ix_case_copy_person_id",
                table: "case_copy",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_case_copy_tenant_id_case_id_person_id",
                table: "case_copy",
                columns: new[] { "tenant_id", "case_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_copy_tenant_id_person_id_at_id",
                table: "case_copy",
                columns: new[] { "tenant_id", "person_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_file_tenant_id_institution_id_created_at",
                table: "case_file",
                columns: new[] { "tenant_id", "institution_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_case_file_tenant_id_matter_code_status_created_at",
                table: "case_file",
                columns: new[] { "tenant_id", "matter_code", "status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_case_file_tenant_id_number",
                table: "case_file",
                columns: new[] { "tenant_id", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_case_material_tenant_id_case_id_code",
                table: "case_material",
                columns: new[] { "tenant_id", "case_id", "code" });

            migrationBuilder.CreateIndex(
                name: "ix_case_unit_tenant_id_case_id_unit_id",
                table: "case_unit",
                columns: new[] { "tenant_id", "case_id", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_unit_tenant_id_unit_id_case_id",
                table: "case_unit",
                columns: new[] { "tenant_id", "unit_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_tenant_id_case_id",
                table: "claim",
                columns: new[] { "tenant_id", "case_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claim_tenant_id_institution_id_scheme_code_period",
                table: "claim",
                columns: new[] { "tenant_id", "institution_id", "scheme_code", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_clock_change_tenant_id_case_id_asked_at",
                table: "clock_change",
                columns: new[] { "tenant_id", "case_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_clock_change_tenant_id_unit_id_status",
                table: "clock_change",
                columns: new[] { "tenant_id", "unit_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_clock_segment_tenant_id_clock_id_starts_at",
                table: "clock_segment",
                columns: new[] { "tenant_id", "clock_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_correction_notice_tenant_id_case_id",
                table: "correction_notice",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_definition_file_tenant_id_definition_id",
                table: "definition_file",
                columns: new[] { "tenant_id", "definition_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_definition_version_tenant_id_definition_id_version",
                table: "definition_version",
                columns: new[] { "tenant_id", "definition_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_definition_version_tenant_id_is_latest_name",
                table: "definition_version",
                columns: new[] { "tenant_id", "is_latest", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_definition_version_tenant_id_is_published_definition_id",
                table: "definition_version",
                columns: new[] { "tenant_id", "is_published", "definition_id" });

            migrationBuilder.CreateIndex(
                name: "ix_filing_record_tenant_id_case_id",
                table: "filing_record",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_filing_record_tenant_id_institution_id",
                table: "filing_record",
                columns: new[] { "tenant_id", "institution_id" });

            migrationBuilder.CreateIndex(
                name: "ix_filing_record_tenant_id_number",
                table: "filing_record",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_filing_record_verification_code",
                table: "filing_record",
                column: "verification_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_granted_unit_tenant_id_case_id",
                table: "granted_unit",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_granted_unit_tenant_id_scheme_code_period_unit_key",
                table: "granted_unit",
                columns: new[] { "tenant_id", "scheme_code", "period", "unit_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_incident_tenant_id_instance_id",
                table: "incident",
                columns: new[] { "tenant_id", "instance_id" });

            migrationBuilder.CreateIndex(
                name: "ix_incident_tenant_id_resolved_at_at",
                table: "incident",
                columns: new[] { "tenant_id", "resolved_at", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_inspection_finding_tenant_id_visit_id",
                table: "inspection_finding",
                columns: new[] { "tenant_id", "visit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_inspection_plan_tenant_id_programme_code_period",
                table: "inspection_plan",
                columns: new[] { "tenant_id", "programme_code", "period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inspection_plan_tenant_id_starts_at",
                table: "inspection_plan",
                columns: new[] { "tenant_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_inspection_visit_tenant_id_case_id",
                table: "inspection_visit",
                columns: new[] { "tenant_id", "case_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inspection_visit_tenant_id_institution_id",
                table: "inspection_visit",
                columns: new[] { "tenant_id", "institution_id" });

            migrationBuilder.CreateIndex(
                name: "ix_inspection_visit_tenant_id_plan_id_institution_id_role_numb~",
                table: "inspection_visit",
                columns: new[] { "tenant_id", "plan_id", "institution_id", "role", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_institution_tenant_id_credit_code",
                table: "institution",
                columns: new[] { "tenant_id", "credit_code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_institution_tenant_id_status_name",
                table: "institution",
                columns: new[] { "tenant_id", "status", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_institution_operator_person_id",
                table: "institution_operator",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_institution_operator_tenant_id_institution_id",
                table: "institution_operator",
                columns: new[] { "tenant_id", "institution_id" });

            migrationBuilder.CreateIndex(
                name: "ix_institution_operator_tenant_id_person_id_institution_id",
                table: "institution_operator",
                columns: new[] { "tenant_id", "person_id", "institution_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_job_pause_tenant_id_job_code",
                table: "job_pause",
                columns: new[] { "tenant_id", "job_code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_job_run_tenant_id_job_code_id",
                table: "job_run",
                columns: new[] { "tenant_id", "job_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_job_run_tenant_id_outcome",
                table: "job_run",
                columns: new[] { "tenant_id", "outcome" });

            migrationBuilder.CreateIndex(
                name: "ix_journal_page_tenant_id_instance_id_revision",
                table: "journal_page",
                columns: new[] { "tenant_id", "instance_id", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_tenant_id_case_id",
                table: "ledger_entry",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_tenant_id_entry_key",
                table: "ledger_entry",
                columns: new[] { "tenant_id", "entry_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_tenant_id_line_id_at_id",
                table: "ledger_entry",
                columns: new[] { "tenant_id", "line_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_posting_tenant_id_entry_id_account",
                table: "ledger_posting",
                columns: new[] { "tenant_id", "entry_id", "account" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_posting_tenant_id_line_id_account",
                table: "ledger_posting",
                columns: new[] { "tenant_id", "line_id", "account" });

            migrationBuilder.CreateIndex(
                name: "ix_notice_person_id",
                table: "notice",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_notice_tenant_id_person_id_read_at_at",
                table: "notice",
                columns: new[] { "tenant_id", "person_id", "read_at", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_notice_choice_person_id",
                table: "notice_choice",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_notice_choice_tenant_id_person_id_kind",
                table: "notice_choice",
                columns: new[] { "tenant_id", "person_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_number_series_tenant_id_series_year",
                table: "number_series",
                columns: new[] { "tenant_id", "series", "year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_operation_at",
                table: "operation",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_state_next_attempt_at_id",
                table: "outbox",
                columns: new[] { "state", "next_attempt_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_tenant_id_state_created_at",
                table: "outbox",
                columns: new[] { "tenant_id", "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_tenant_id_case_id",
                table: "payment",
                columns: new[] { "tenant_id", "case_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payment_tenant_id_number",
                table: "payment",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payment_tenant_id_state_recorded_at",
                table: "payment",
                columns: new[] { "tenant_id", "state", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_person_normalized_user_name",
                table: "person",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_tenant_id_kind_display_name",
                table: "person",
                columns: new[] { "tenant_id", "kind", "display_name" });

            migrationBuilder.CreateIndex(
                name: "ix_post_tenant_id_unit_id_code",
                table: "post",
                columns: new[] { "tenant_id", "unit_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_post_holder_person_id",
                table: "post_holder",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_post_holder_tenant_id_person_id_post_id",
                table: "post_holder",
                columns: new[] { "tenant_id", "person_id", "post_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_post_holder_tenant_id_post_id",
                table: "post_holder",
                columns: new[] { "tenant_id", "post_id" });

            migrationBuilder.CreateIndex(
                name: "ix_publicity_tenant_id_bookmark_id",
                table: "publicity",
                columns: new[] { "tenant_id", "bookmark_id" });

            migrationBuilder.CreateIndex(
                name: "ix_publicity_tenant_id_case_id",
                table: "publicity",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_publicity_tenant_id_number",
                table: "publicity",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_publicity_tenant_id_state_ends_at_id",
                table: "publicity",
                columns: new[] { "tenant_id", "state", "ends_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_publish_request_tenant_id_decision_definition_id",
                table: "publish_request",
                columns: new[] { "tenant_id", "decision", "definition_id" });

            migrationBuilder.CreateIndex(
                name: "ix_publish_request_tenant_id_definition_version_id",
                table: "publish_request",
                columns: new[] { "tenant_id", "definition_version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_recall_tenant_id_case_id_document_number",
                table: "recall",
                columns: new[] { "tenant_id", "case_id", "document_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_recall_tenant_id_state_proposed_at",
                table: "recall",
                columns: new[] { "tenant_id", "state", "proposed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_recognition_record_tenant_id_institution_id_decided_at",
                table: "recognition_record",
                columns: new[] { "tenant_id", "institution_id", "decided_at" });

            migrationBuilder.CreateIndex(
                name: "ix_rectification_tenant_id_case_id",
                table: "rectification",
                columns: new[] { "tenant_id", "case_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rectification_tenant_id_institution_id_state",
                table: "rectification",
                columns: new[] { "tenant_id", "institution_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_rectification_tenant_id_notice_number",
                table: "rectification",
                columns: new[] { "tenant_id", "notice_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rectification_tenant_id_state_due_at_id",
                table: "rectification",
                columns: new[] { "tenant_id", "state", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_rectification_tenant_id_visit_id",
                table: "rectification",
                columns: new[] { "tenant_id", "visit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_push_tenant_id_case_id",
                table: "registration_push",
                columns: new[] { "tenant_id", "case_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registration_push_tenant_id_institution_id",
                table: "registration_push",
                columns: new[] { "tenant_id", "institution_id" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_child_tenant_id_case_id_file_line",
                table: "roster_child",
                columns: new[] { "tenant_id", "case_id", "file_line" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_child_tenant_id_fingerprint",
                table: "roster_child",
                columns: new[] { "tenant_id", "fingerprint" });

            migrationBuilder.CreateIndex(
                name: "ix_substitution_principal_id",
                table: "substitution",
                column: "principal_id");

            migrationBuilder.CreateIndex(
                name: "ix_substitution_substitute_id",
                table: "substitution",
                column: "substitute_id");

            migrationBuilder.CreateIndex(
                name: "ix_substitution_tenant_id_principal_id_valid_until",
                table: "substitution",
                columns: new[] { "tenant_id", "principal_id", "valid_until" });

            migrationBuilder.CreateIndex(
                name: "ix_substitution_tenant_id_substitute_id_valid_until",
                table: "substitution",
                columns: new[] { "tenant_id", "substitute_id", "valid_until" });

            migrationBuilder.CreateIndex(
                name: "ix_task_delegation_tenant_id_task_id_at",
                table: "task_delegation",
                columns: new[] { "tenant_id", "task_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_timeline_entry_tenant_id_case_id_at",
                table: "timeline_entry",
                columns: new[] { "tenant_id", "case_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_timer_due_at_id",
                table: "timer",
                columns: new[] { "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_timer_tenant_id_subject_id_kind",
                table: "timer",
                columns: new[] { "tenant_id", "subject_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_unit_tenant_id_name",
                table: "unit",
                columns: new[] { "tenant_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_role_tenant_id_role_id_unit_id",
                table: "unit_role",
                columns: new[] { "tenant_id", "role_id", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_role_tenant_id_unit_id",
                table: "unit_role",
                columns: new[] { "tenant_id", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_visit_check_tenant_id_visit_id_item_code",
                table: "visit_check",
                columns: new[] { "tenant_id", "visit_id", "item_code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_waiting_claim_tenant_id_budget_code_state_since",
                table: "waiting_claim",
                columns: new[] { "tenant_id", "budget_code", "state", "since" });

            migrationBuilder.CreateIndex(
                name: "ix_waiting_claim_tenant_id_case_id",
                table: "waiting_claim",
                columns: new[] { "tenant_id", "case_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_assignee_id_decided_at",
                table: "work_task",
                columns: new[] { "tenant_id", "assignee_id", "decided_at" },
                filter: "closed_because IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_bookmark_id_status",
                table: "work_task",
                columns: new[] { "tenant_id", "bookmark_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_case_id_status_step_code",
                table: "work_task",
                columns: new[] { "tenant_id", "case_id", "status", "step_code" });

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_decided_by_decided_at",
                table: "work_task",
                columns: new[] { "tenant_id", "decided_by", "decided_at" });

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_institution_id_for_applicant_status",
                table: "work_task",
                columns: new[] { "tenant_id", "institution_id", "for_applicant", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_post_id",
                table: "work_task",
                columns: new[] { "tenant_id", "post_id" });

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_status_assignee_id_due_at_id",
                table: "work_task",
                columns: new[] { "tenant_id", "status", "assignee_id", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_status_post_id_due_at_id",
                table: "work_task",
                columns: new[] { "tenant_id", "status", "post_id", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_unit_id",
                table: "work_task",
                columns: new[] { "tenant_id", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instance_tenant_id_case_id",
                table: "workflow_instance",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instance_tenant_id_definition_version_id",
                table: "workflow_instance",
                columns: new[] { "tenant_id", "definition_version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instance_tenant_id_status_updated_at",
                table: "workflow_instance",
                columns: new[] { "tenant_id", "status", "updated_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "acceptance_result");

            migrationBuilder.DropTable(
                name: "administrator_change");

            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "bookmark");

            migrationBuilder.DropTable(
                name: "case_copy");

            migrationBuilder.DropTable(
                name: "case_material");

            migrationBuilder.DropTable(
                name: "case_unit");

            migrationBuilder.DropTable(
                name: "claim");

            migrationBuilder.DropTable(
                name: "clock_change");

            migrationBuilder.DropTable(
                name: "clock_segment");

            migrationBuilder.DropTable(
                name: "correction_notice");

            migrationBuilder.DropTable(
                name: "definition_file");

            migrationBuilder.DropTable(
                name: "design_right");

            migrationBuilder.DropTable(
                name: "filing_record");

            migrationBuilder.DropTable(
                name: "granted_unit");

            migrationBuilder.DropTable(
                name: "incident");

            migrationBuilder.DropTable(
                name: "inspection_finding");

            migrationBuilder.DropTable(
                name: "institution_operator");

            migrationBuilder.DropTable(
                name: "job_pause");

            migrationBuilder.DropTable(
                name: "job_run");

            migrationBuilder.DropTable(
                name: "journal_page");

            migrationBuilder.DropTable(
                name: "ledger_posting");

            migrationBuilder.DropTable(
                name: "notice");

            migrationBuilder.DropTable(
                name: "notice_choice");

            migrationBuilder.DropTable(
                name: "number_series");

            migrationBuilder.DropTable(
                name: "operation");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "payment");

            migrationBuilder.DropTable(
                name: "post_holder");

            migrationBuilder.DropTable(
                name: "publicity");

            migrationBuilder.DropTable(
                name: "publish_request");

            migrationBuilder.DropTable(
                name: "recall");

            migrationBuilder.DropTable(
                name: "recognition_record");

            migrationBuilder.DropTable(
                name: "rectification");

            migrationBuilder.DropTable(
                name: "registration_push");

            migrationBuilder.DropTable(
                name: "roster_child");

            migrationBuilder.DropTable(
                name: "substitution");

            migrationBuilder.DropTable(
                name: "task_delegation");

            migrationBuilder.DropTable(
                name: "tenant");

            migrationBuilder.DropTable(
                name: "timeline_entry");

            migrationBuilder.DropTable(
                name: "timer");

            migrationBuilder.DropTable(
                name: "unit_role");

            migrationBuilder.DropTable(
                name: "visit_check");

            migrationBuilder.DropTable(
                name: "waiting_claim");

            migrationBuilder.DropTable(
                name: "case_clock");

            migrationBuilder.DropTable(
                name: "workflow_instance");

            migrationBuilder.DropTable(
                name: "ledger_entry");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "work_task");

            migrationBuilder.DropTable(
                name: "inspection_visit");

            migrationBuilder.DropTable(
                name: "definition_version");

            migrationBuilder.DropTable(
                name: "budget_line");

            migrationBuilder.DropTable(
                name: "post");

            migrationBuilder.DropTable(
                name: "case_file");

            migrationBuilder.DropTable(
                name: "inspection_plan");

            migrationBuilder.DropTable(
                name: "unit");

            migrationBuilder.DropTable(
                name: "institution");
        }
    }
}
