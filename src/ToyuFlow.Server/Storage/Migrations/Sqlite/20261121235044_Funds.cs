using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Funds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "budget_line",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    ceiling = table.Column<long>(type: "INTEGER", nullable: false),
                    available = table.Column<long>(type: "INTEGER", nullable: false),
                    reserved = table.Column<long>(type: "INTEGER", nullable: false),
                    committed = table.Column<long>(type: "INTEGER", nullable: false),
                    paid = table.Column<long>(type: "INTEGER", nullable: false),
                    recalled = table.Column<long>(type: "INTEGER", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_budget_line", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_budget_line_not_negative", "available >= 0 and reserved >= 0 and committed >= 0 and paid >= 0 and recalled >= 0");
                    table.CheckConstraint("ck_budget_line_within_ceiling", "available = ceiling - reserved - committed - paid + recalled");
                });

            migrationBuilder.CreateTable(
                name: "claim",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    scheme_code = table.Column<string>(type: "TEXT", nullable: false),
                    scheme_name = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    verdict = table.Column<string>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    counted = table.Column<int>(type: "INTEGER", nullable: false),
                    budget_code = table.Column<string>(type: "TEXT", nullable: false),
                    explanation = table.Column<string>(type: "TEXT", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    calculated_at = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "granted_unit",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    scheme_code = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    unit_key = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false)
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
                name: "payment",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    payee_name = table.Column<string>(type: "TEXT", nullable: false),
                    payee_bank = table.Column<string>(type: "TEXT", nullable: false),
                    payee_account = table.Column<string>(type: "TEXT", nullable: false),
                    ordered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: true),
                    paid_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    voucher_number = table.Column<string>(type: "TEXT", nullable: true),
                    receipt_file = table.Column<string>(type: "TEXT", nullable: true),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: true),
                    recorded_by = table.Column<string>(type: "TEXT", nullable: true)
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
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    institution_name = table.Column<string>(type: "TEXT", nullable: false),
                    scheme_name = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    counted = table.Column<string>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    time_limit = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    instance_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    bookmark_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    objection = table.Column<string>(type: "TEXT", nullable: true),
                    objected_at = table.Column<long>(type: "INTEGER", nullable: true),
                    registered_by = table.Column<string>(type: "TEXT", nullable: true)
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
                name: "recognition_record",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    is_inclusive = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_demonstration = table.Column<bool>(type: "INTEGER", nullable: false),
                    document_number = table.Column<string>(type: "TEXT", nullable: false),
                    document_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: false)
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
                name: "roster_child",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_line = table.Column<int>(type: "INTEGER", nullable: false),
                    masked_name = table.Column<string>(type: "TEXT", nullable: false),
                    masked_number = table.Column<string>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    born_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    class_code = table.Column<string>(type: "TEXT", nullable: false),
                    is_counted = table.Column<bool>(type: "INTEGER", nullable: false),
                    problem = table.Column<string>(type: "TEXT", nullable: false)
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
                name: "waiting_claim",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    budget_code = table.Column<string>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    instance_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    bookmark_id = table.Column<Guid>(type: "TEXT", nullable: true)
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
                name: "ledger_entry",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    line_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    entry_key = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: false)
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
                name: "ledger_posting",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entry_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    line_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false)
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

            migrationBuilder.CreateIndex(
                name: "ix_budget_line_tenant_id_code_year",
                table: "budget_line",
                columns: new[] { "tenant_id", "code", "year" },
                unique: true);

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
                name: "ix_granted_unit_tenant_id_case_id",
                table: "granted_unit",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_granted_unit_tenant_id_scheme_code_period_unit_key",
                table: "granted_unit",
                columns: new[] { "tenant_id", "scheme_code", "period", "unit_key" },
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
                name: "ix_recognition_record_tenant_id_institution_id_decided_at",
                table: "recognition_record",
                columns: new[] { "tenant_id", "institution_id", "decided_at" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_child_tenant_id_case_id_file_line",
                table: "roster_child",
                columns: new[] { "tenant_id", "case_id", "file_line" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_child_tenant_id_fingerprint",
                table: "roster_child",
                columns: new[] { "tenant_id", "fingerprint" });

            migrationBuilder.CreateIndex(
                name: "ix_waiting_claim_tenant_id_budget_code_state_since",
                table: "waiting_claim",
                columns: new[] { "tenant_id", "budget_code", "state", "since" });

            migrationBuilder.CreateIndex(
                name: "ix_waiting_claim_tenant_id_case_id",
                table: "waiting_claim",
                columns: new[] { "tenant_id", "case_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "claim");

            migrationBuilder.DropTable(
                name: "granted_unit");

            migrationBuilder.DropTable(
                name: "ledger_posting");

            migrationBuilder.DropTable(
                name: "payment");

            migrationBuilder.DropTable(
                name: "publicity");

            migrationBuilder.DropTable(
                name: "recognition_record");

            migrationBuilder.DropTable(
                name: "roster_child");

            migrationBuilder.DropTable(
                name: "waiting_claim");

            migrationBuilder.DropTable(
                name: "ledger_entry");

            migrationBuilder.DropTable(
                name: "budget_line");
        }
    }
}
