using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SignRounds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "added_by",
                table: "work_task",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "closed_because",
                table: "work_task",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_automatic",
                table: "work_task",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "parent_id",
                table: "work_task",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sign_group",
                table: "work_task",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sign_kind",
                table: "work_task",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sign_method",
                table: "work_task",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "sign_order",
                table: "work_task",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "vote",
                table: "work_task",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "weight",
                table: "work_task",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_assignee_id_decided_at",
                table: "work_task",
                columns: new[] { "tenant_id", "assignee_id", "decided_at" },
                filter: "closed_because IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_task_tenant_id_assignee_id_decided_at",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "added_by",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "closed_because",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "is_automatic",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "sign_group",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "sign_kind",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "sign_method",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "sign_order",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "vote",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "weight",
                table: "work_task");
        }
    }
}
