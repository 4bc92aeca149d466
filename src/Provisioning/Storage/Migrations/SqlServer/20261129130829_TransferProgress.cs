using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class TransferProgress : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Progress",
                table: "Transfers",
                type: "nvarchar(512)",
                maxLength: 512,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Progress",
                table: "Transfers");
        }
    }
}
