using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ApprovalActs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "held_because",
                table: "workflow_instance",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "channel",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "Mail");

            migrationBuilder.AddColumn<Guid>(
                name: "endpoint_id",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "href",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "by_sms",
                table: "notice_choice",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "accepted_at",
                table: "case_file",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "until_at",
                table: "case_clock",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "calendar_feed",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    secret_hash = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_feed", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_calendar_feed_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "delivery_attempt",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    next_attempt_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery_attempt", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_delivery_attempt_outbox_tenant_id_message_id",
                        columns: x => new { x.tenant_id, x.message_id },
                        principalTable: "outbox",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notice_endpoint",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    kinds = table.Column<string>(type: "TEXT", nullable: false),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    @protected = table.Column<string>(name: "protected", type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_endpoint", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "notice_template",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    @event = table.Column<string>(name: "event", type: "TEXT", nullable: false),
                    step_key = table.Column<string>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_template", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "notice_timing",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    mail_pace = table.Column<string>(type: "TEXT", nullable: false),
                    digest_hour = table.Column<int>(type: "INTEGER", nullable: false),
                    quiet_from = table.Column<int>(type: "INTEGER", nullable: true),
                    quiet_until = table.Column<int>(type: "INTEGER", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_timing", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_notice_timing_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "saved_filter",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    query = table.Column<string>(type: "TEXT", nullable: false),
                    is_default = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_filter", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_saved_filter_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "supervision_order",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    task_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    opened_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    opened_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    opened_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    extension_days = table.Column<int>(type: "INTEGER", nullable: true),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supervision_order", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_supervision_order_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_supervision_order_unit_tenant_id_unit_id",
                        columns: x => new { x.tenant_id, x.unit_id },
                        principalTable: "unit",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "task_batch",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    opinion = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_task_batch", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_task_batch_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "task_draft",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    task_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_task_draft", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_task_draft_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_task_draft_work_task_tenant_id_task_id",
                        columns: x => new { x.tenant_id, x.task_id },
                        principalTable: "work_task",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tolerance_promise",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    accepted_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    accepted_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    accepted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    post_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tolerance_promise", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_tolerance_promise_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tolerance_promise_institution_tenant_id_institution_id",
                        columns: x => new { x.tenant_id, x.institution_id },
                        principalTable: "institution",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tolerance_promise_unit_tenant_id_unit_id",
                        columns: x => new { x.tenant_id, x.unit_id },
                        principalTable: "unit",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "withdrawal_request",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    asked_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    asked_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    decided_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    opinion = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_withdrawal_request", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_withdrawal_request_case_file_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "case_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_withdrawal_request_unit_tenant_id_unit_id",
                        columns: x => new { x.tenant_id, x.unit_id },
                        principalTable: "unit",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "supervision_entry",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    order_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    act = table.Column<string>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supervision_entry", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_supervision_entry_supervision_order_tenant_id_order_id",
                        columns: x => new { x.tenant_id, x.order_id },
                        principalTable: "supervision_order",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "task_batch_line",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    task_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_task_batch_line", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_task_batch_line_task_batch_tenant_id_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalTable: "task_batch",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_task_batch_line_work_task_tenant_id_task_id",
                        columns: x => new { x.tenant_id, x.task_id },
                        principalTable: "work_task",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tolerance_gap",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    promise_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    problem = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    handed_in_at = table.Column<long>(type: "INTEGER", nullable: true),
                    sent_back = table.Column<string>(type: "TEXT", nullable: true),
                    checked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    checked_by_name = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tolerance_gap", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_tolerance_gap_tolerance_promise_tenant_id_promise_id",
                        columns: x => new { x.tenant_id, x.promise_id },
                        principalTable: "tolerance_promise",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_instance_id_status",
                table: "work_task",
                columns: new[] { "tenant_id", "instance_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_tenant_id_person_id_state",
                table: "outbox",
                columns: new[] { "tenant_id", "person_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feed_person_id",
                table: "calendar_feed",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feed_secret_hash",
                table: "calendar_feed",
                column: "secret_hash");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feed_tenant_id_person_id",
                table: "calendar_feed",
                columns: new[] { "tenant_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_delivery_attempt_tenant_id_message_id_at",
                table: "delivery_attempt",
                columns: new[] { "tenant_id", "message_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_notice_endpoint_tenant_id_name",
                table: "notice_endpoint",
                columns: new[] { "tenant_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notice_template_tenant_id_event_step_key_language",
                table: "notice_template",
                columns: new[] { "tenant_id", "event", "step_key", "language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notice_timing_person_id",
                table: "notice_timing",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_notice_timing_tenant_id_person_id",
                table: "notice_timing",
                columns: new[] { "tenant_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_saved_filter_person_id",
                table: "saved_filter",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_saved_filter_tenant_id_person_id_place_name",
                table: "saved_filter",
                columns: new[] { "tenant_id", "person_id", "place", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_supervision_entry_tenant_id_order_id_place",
                table: "supervision_entry",
                columns: new[] { "tenant_id", "order_id", "place" });

            migrationBuilder.CreateIndex(
                name: "ix_supervision_order_tenant_id_case_id",
                table: "supervision_order",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_supervision_order_tenant_id_state_unit_id",
                table: "supervision_order",
                columns: new[] { "tenant_id", "state", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_supervision_order_tenant_id_task_id",
                table: "supervision_order",
                columns: new[] { "tenant_id", "task_id" });

            migrationBuilder.CreateIndex(
                name: "ix_supervision_order_tenant_id_unit_id",
                table: "supervision_order",
                columns: new[] { "tenant_id", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_task_batch_person_id",
                table: "task_batch",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_task_batch_line_tenant_id_batch_id_task_id",
                table: "task_batch_line",
                columns: new[] { "tenant_id", "batch_id", "task_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_task_batch_line_tenant_id_task_id",
                table: "task_batch_line",
                columns: new[] { "tenant_id", "task_id" });

            migrationBuilder.CreateIndex(
                name: "ix_task_draft_person_id",
                table: "task_draft",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_task_draft_tenant_id_task_id_person_id",
                table: "task_draft",
                columns: new[] { "tenant_id", "task_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tolerance_gap_tenant_id_promise_id_place",
                table: "tolerance_gap",
                columns: new[] { "tenant_id", "promise_id", "place" });

            migrationBuilder.CreateIndex(
                name: "ix_tolerance_promise_tenant_id_case_id",
                table: "tolerance_promise",
                columns: new[] { "tenant_id", "case_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tolerance_promise_tenant_id_institution_id_state",
                table: "tolerance_promise",
                columns: new[] { "tenant_id", "institution_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_tolerance_promise_tenant_id_unit_id",
                table: "tolerance_promise",
                columns: new[] { "tenant_id", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_withdrawal_request_tenant_id_case_id_asked_at",
                table: "withdrawal_request",
                columns: new[] { "tenant_id", "case_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_withdrawal_request_tenant_id_number",
                table: "withdrawal_request",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_withdrawal_request_tenant_id_unit_id_status",
                table: "withdrawal_request",
                columns: new[] { "tenant_id", "unit_id", "status" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendar_feed");

            migrationBuilder.DropTable(
                name: "delivery_attempt");

            migrationBuilder.DropTable(
                name: "notice_endpoint");

            migrationBuilder.DropTable(
                name: "notice_template");

            migrationBuilder.DropTable(
                name: "notice_timing");

            migrationBuilder.DropTable(
                name: "saved_filter");

            migrationBuilder.DropTable(
                name: "supervision_entry");

            migrationBuilder.DropTable(
                name: "task_batch_line");

            migrationBuilder.DropTable(
                name: "task_draft");

            migrationBuilder.DropTable(
                name: "tolerance_gap");

            migrationBuilder.DropTable(
                name: "withdrawal_request");

            migrationBuilder.DropTable(
                name: "supervision_order");

            migrationBuilder.DropTable(
                name: "task_batch");

            migrationBuilder.DropTable(
                name: "tolerance_promise");

            migrationBuilder.DropIndex(
                name: "ix_work_task_tenant_id_instance_id_status",
                table: "work_task");

            migrationBuilder.DropIndex(
                name: "ix_outbox_tenant_id_person_id_state",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "held_because",
                table: "workflow_instance");

            migrationBuilder.DropColumn(
                name: "channel",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "endpoint_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "href",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "by_sms",
                table: "notice_choice");

            migrationBuilder.DropColumn(
                name: "accepted_at",
                table: "case_file");

            migrationBuilder.DropColumn(
                name: "until_at",
                table: "case_clock");
        }
    }
}
