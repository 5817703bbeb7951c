using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Inspections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "inspection_plan",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    programme_code = table.Column<string>(type: "TEXT", nullable: false),
                    programme_name = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    period_name = table.Column<string>(type: "TEXT", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reported_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inspection_plan", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "job_pause",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    job_code = table.Column<string>(type: "TEXT", nullable: false),
                    paused_at = table.Column<long>(type: "INTEGER", nullable: false),
                    paused_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_pause", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "job_run",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    job_code = table.Column<string>(type: "TEXT", nullable: false),
                    scheduled_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_run", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "inspection_visit",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    visited_at = table.Column<long>(type: "INTEGER", nullable: true),
                    inspector = table.Column<string>(type: "TEXT", nullable: false),
                    unit_name = table.Column<string>(type: "TEXT", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    severity = table.Column<string>(type: "TEXT", nullable: true),
                    opinion = table.Column<string>(type: "TEXT", nullable: false)
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
                name: "inspection_finding",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    item_code = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    problem = table.Column<string>(type: "TEXT", nullable: false),
                    severity = table.Column<string>(type: "TEXT", nullable: false),
                    found_at = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true)
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
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    unit_name = table.Column<string>(type: "TEXT", nullable: false),
                    notice_number = table.Column<string>(type: "TEXT", nullable: false),
                    severity = table.Column<string>(type: "TEXT", nullable: false),
                    requirement = table.Column<string>(type: "TEXT", nullable: false),
                    issued_by = table.Column<string>(type: "TEXT", nullable: false),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    notice_due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    measures = table.Column<string>(type: "TEXT", nullable: false),
                    submitted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    extension_reason = table.Column<string>(type: "TEXT", nullable: false),
                    extension_asked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    is_extended = table.Column<bool>(type: "INTEGER", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    overdue_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
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
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    item_code = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    verdict = table.Column<string>(type: "TEXT", nullable: false),
                    remark = table.Column<string>(type: "TEXT", nullable: false)
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
                name: "ix_inspection_visit_tenant_id_plan_id_institution_id_role_number",
                table: "inspection_visit",
                columns: new[] { "tenant_id", "plan_id", "institution_id", "role", "number" },
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
                name: "ix_visit_check_tenant_id_visit_id_item_code",
                table: "visit_check",
                columns: new[] { "tenant_id", "visit_id", "item_code" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inspection_finding");

            migrationBuilder.DropTable(
                name: "job_pause");

            migrationBuilder.DropTable(
                name: "job_run");

            migrationBuilder.DropTable(
                name: "rectification");

            migrationBuilder.DropTable(
                name: "visit_check");

            migrationBuilder.DropTable(
                name: "inspection_visit");

            migrationBuilder.DropTable(
                name: "inspection_plan");
        }
    }
}
