using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.PostgreSql
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
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    ConfirmedHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Confirmed = table.Column<byte[]>(type: "bytea", nullable: true),
                    ConfirmedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    TrialHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    TrialAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LostAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    IsReadBack = table.Column<bool>(type: "boolean", nullable: false),
                    IsUnanswered = table.Column<bool>(type: "boolean", nullable: false),
                    UndoneHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UndoneTimes = table.Column<int>(type: "integer", nullable: false),
                    IsHeld = table.Column<bool>(type: "boolean", nullable: false)
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
