using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Channels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "channel",
                table: "outbox",
                type: "text",
                nullable: false,
                defaultValue: "Mail");

            migrationBuilder.AddColumn<Guid>(
                name: "endpoint_id",
                table: "outbox",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "href",
                table: "outbox",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "outbox",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "by_sms",
                table: "notice_choice",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "delivery_attempt",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    next_attempt_at = table.Column<long>(type: "bigint", nullable: true)
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
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    host = table.Column<string>(type: "text", nullable: false),
                    kinds = table.Column<string>(type: "text", nullable: false),
                    is_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    @protected = table.Column<string>(name: "protected", type: "text", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    changed_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_endpoint", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "notice_template",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false),
                    step_key = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    changed_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_template", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "notice_timing",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mail_pace = table.Column<string>(type: "text", nullable: false),
                    digest_hour = table.Column<int>(type: "integer", nullable: false),
                    quiet_from = table.Column<int>(type: "integer", nullable: true),
                    quiet_until = table.Column<int>(type: "integer", nullable: true),
                    language = table.Column<string>(type: "text", nullable: false)
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

            migrationBuilder.CreateIndex(
                name: "ix_outbox_tenant_id_person_id_state",
                table: "outbox",
                columns: new[] { "tenant_id", "person_id", "state" });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "delivery_attempt");

            migrationBuilder.DropTable(
                name: "notice_endpoint");

            migrationBuilder.DropTable(
                name: "notice_template");

            migrationBuilder.DropTable(
                name: "notice_timing");

            migrationBuilder.DropIndex(
                name: "ix_outbox_tenant_id_person_id_state",
                table: "outbox");

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
        }
    }
}
