using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Designer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "description",
                table: "definition_version",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "edited_in",
                table: "definition_version",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "published_at",
                table: "definition_version",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "revision",
                table: "definition_version",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "updated_at",
                table: "definition_version",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "updated_by",
                table: "definition_version",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "updated_by_id",
                table: "definition_version",
                type: "uuid",
                nullable: true);

            // Until now every version was published as it came in.
            migrationBuilder.Sql("update definition_version set published_at = created_at, updated_at = created_at, updated_by = created_by;");

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

            migrationBuilder.CreateIndex(
                name: "ix_definition_version_tenant_id_is_latest_name",
                table: "definition_version",
                columns: new[] { "tenant_id", "is_latest", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_definition_file_tenant_id_definition_id",
                table: "definition_file",
                columns: new[] { "tenant_id", "definition_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_publish_request_tenant_id_decision_definition_id",
                table: "publish_request",
                columns: new[] { "tenant_id", "decision", "definition_id" });

            migrationBuilder.CreateIndex(
                name: "ix_publish_request_tenant_id_definition_version_id",
                table: "publish_request",
                columns: new[] { "tenant_id", "definition_version_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "definition_file");

            migrationBuilder.DropTable(
                name: "design_right");

            migrationBuilder.DropTable(
                name: "publish_request");

            migrationBuilder.DropIndex(
                name: "ix_definition_version_tenant_id_is_latest_name",
                table: "definition_version");

            migrationBuilder.DropColumn(
                name: "description",
                table: "definition_version");

            migrationBuilder.DropColumn(
                name: "edited_in",
                table: "definition_version");

            migrationBuilder.DropColumn(
                name: "published_at",
                table: "definition_version");

            migrationBuilder.DropColumn(
                name: "revision",
                table: "definition_version");

            migrationBuilder.DropColumn(
                name: "updated_at",
                table: "definition_version");

            migrationBuilder.DropColumn(
                name: "updated_by",
                table: "definition_version");

            migrationBuilder.DropColumn(
                name: "updated_by_id",
                table: "definition_version");
        }
    }
}
