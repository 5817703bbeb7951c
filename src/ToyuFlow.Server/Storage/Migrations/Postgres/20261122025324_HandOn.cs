using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HandOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "decided_for",
                table: "work_task",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "owner_id",
                table: "work_task",
                type: "uuid",
                nullable: true);

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_copy");

            migrationBuilder.DropTable(
                name: "substitution");

            migrationBuilder.DropTable(
                name: "task_delegation");

            migrationBuilder.DropColumn(
                name: "decided_for",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "owner_id",
                table: "work_task");
        }
    }
}
