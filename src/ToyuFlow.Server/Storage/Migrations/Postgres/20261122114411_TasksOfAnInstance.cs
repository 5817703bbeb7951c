using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToyuFlow.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TasksOfAnInstance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_work_task_tenant_id_instance_id_status",
                table: "work_task",
                columns: new[] { "tenant_id", "instance_id", "status" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_task_tenant_id_instance_id_status",
                table: "work_task");
        }
    }
}
