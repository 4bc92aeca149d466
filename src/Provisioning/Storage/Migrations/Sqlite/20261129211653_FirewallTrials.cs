using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FirewallTrials : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DeviceFirewalls",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "INTEGER", nullable: false),
                    ConfirmedHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Confirmed = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    TrialHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    TrialAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LostAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    IsReadBack = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsUnanswered = table.Column<bool>(type: "INTEGER", nullable: false),
                    UndoneHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UndoneTimes = table.Column<int>(type: "INTEGER", nullable: false),
                    IsHeld = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceFirewalls", x => x.DeviceId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeviceFirewalls_LostAt",
                table: "DeviceFirewalls",
                column: "LostAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeviceFirewalls");
        }
    }
}
