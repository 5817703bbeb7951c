using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Withdrawal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "held_because",
                table: "workflow_instance",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "accepted_at",
                table: "case_file",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "withdrawal_request",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_name = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    decided_by_name = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    opinion = table.Column<string>(type: "text", nullable: false)
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
                name: "withdrawal_request");

            migrationBuilder.DropColumn(
                name: "held_because",
                table: "workflow_instance");

            migrationBuilder.DropColumn(
                name: "accepted_at",
                table: "case_file");
        }
    }
}
