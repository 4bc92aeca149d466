using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PolicyEntries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PolicyEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Layer = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    DeviceId = table.Column<long>(type: "INTEGER", nullable: true),
                    Mac = table.Column<string>(type: "TEXT", maxLength: 512, nullable: true),
                    MudUrl = table.Column<string>(type: "TEXT", maxLength: 512, nullable: true),
                    Accept = table.Column<bool>(type: "INTEGER", nullable: false),
                    FromDevice = table.Column<bool>(type: "INTEGER", nullable: false),
                    Peer = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    Protocol = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstPort = table.Column<int>(type: "INTEGER", nullable: false),
                    LastPort = table.Column<int>(type: "INTEGER", nullable: false),
                    Author = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", maxLength: 512, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyEntries", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyEntries_DeviceId_EndedAt",
                table: "PolicyEntries",
                columns: new[] { "DeviceId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyEntries_EndsAt",
                table: "PolicyEntries",
                column: "EndsAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PolicyEntries");
        }
    }
}
