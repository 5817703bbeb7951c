using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ClockChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "superseded_because",
                table: "work_task",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "clock_change",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    clock_code = table.Column<string>(type: "TEXT", nullable: false),
                    clock_name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    asked_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    asked_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    decided_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    opinion = table.Column<string>(type: "TEXT", nullable: true),
                    notice_number = table.Column<string>(type: "TEXT", nullable: true),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: true)
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

            migrationBuilder.CreateIndex(
                name: "ix_clock_change_tenant_id_case_id_asked_at",
                table: "clock_change",
                columns: new[] { "tenant_id", "case_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_clock_change_tenant_id_unit_id_status",
                table: "clock_change",
                columns: new[] { "tenant_id", "unit_id", "status" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "clock_change");

            migrationBuilder.DropColumn(
                name: "superseded_because",
                table: "work_task");
        }
    }
}
