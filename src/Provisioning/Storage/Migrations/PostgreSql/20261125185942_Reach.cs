using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Provisioning.Storage.Migrations.PostgreSql
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
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "AccessAttempts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DeviceKey = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    FirstAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    RemoteAddress = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Protocol = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Mechanism = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Result = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false)
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
                    Way = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    WayAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    StunUsername = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    ProtectedStunPassword = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    StunWritten = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    StunWriteAttempts = table.Column<int>(type: "integer", nullable: false),
                    UdpBinding = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    UdpBindingAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceReach", x => x.DeviceId);
                });

            migrationBuilder.CreateTable(
                name: "ServerSecrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    ProtectedValue = table.Column<string>(type: "text", maxLength: -1, nullable: false)
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
                unique: true);
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
