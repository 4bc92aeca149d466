using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Reach : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "EverConfirmed",
                table: "DeviceCredentials",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "AccessAttempts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    DeviceKey = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    FirstAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    RemoteAddress = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    Protocol = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Mechanism = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    Result = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessAttempts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeviceReach",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Way = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    WayAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    StunUsername = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    ProtectedStunPassword = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    StunWritten = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    StunWriteAttempts = table.Column<int>(type: "int", nullable: false),
                    UdpBinding = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    UdpBindingAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceReach", x => x.DeviceId);
                });

            migrationBuilder.CreateTable(
                name: "ServerSecrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    ProtectedValue = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServerSecrets", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AccessAttempts_At",
                table: "AccessAttempts",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_AccessAttempts_DeviceKey_At",
                table: "AccessAttempts",
                columns: new[] { "DeviceKey", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_AccessAttempts_Result_Id",
                table: "AccessAttempts",
                columns: new[] { "Result", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DeviceReach_StunUsername",
                table: "DeviceReach",
                column: "StunUsername",
                unique: true,
                filter: "[StunUsername] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessAttempts");

            migrationBuilder.DropTable(
                name: "DeviceReach");

            migrationBuilder.DropTable(
                name: "ServerSecrets");

            migrationBuilder.DropColumn(
                name: "EverConfirmed",
                table: "DeviceCredentials");
        }
    }
}
