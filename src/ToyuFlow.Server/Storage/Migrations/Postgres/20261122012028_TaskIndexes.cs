using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TaskIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_task_tenant_id_bookmark_id",
                table: "work_task");

            migrationBuilder.DropIndex(
                name: "ix_work_task_tenant_id_case_id_step_code",
                table: "work_task");

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_bookmark_id_status",
                table: "work_task",
                columns: new[] { "tenant_id", "bookmark_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_case_id_status_step_code",
                table: "work_task",
                columns: new[] { "tenant_id", "case_id", "status", "step_code" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_task_tenant_id_bookmark_id_status",
                table: "work_task");

            migrationBuilder.DropIndex(
                name: "ix_work_task_tenant_id_case_id_status_step_code",
                table: "work_task");

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_bookmark_id",
                table: "work_task",
                columns: new[] { "tenant_id", "bookmark_id" });

            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_case_id_step_code",
                table: "work_task",
                columns: new[] { "tenant_id", "case_id", "step_code" });
        }
    }
}
