using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class FlowFindings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AceUses",
                columns: table => new
                {
                    MudFileId = table.Column<long>(type: "bigint", nullable: false),
                    Ace = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    LastUsedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Flows = table.Column<long>(type: "bigint", nullable: false),
                    Packets = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AceUses", x => new { x.MudFileId, x.Ace });
                });

            migrationBuilder.CreateTable(
                name: "FlowFindings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Mac = table.Column<string>(type: "nvarchar(17)", maxLength: 17, nullable: false),
                    MudUrl = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    Sha256 = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    FromDevice = table.Column<bool>(type: "bit", nullable: false),
                    Peer = table.Column<string>(type: "nvarchar(45)", maxLength: 45, nullable: false),
                    AtHome = table.Column<bool>(type: "bit", nullable: false),
                    Protocol = table.Column<int>(type: "int", nullable: false),
                    Port = table.Column<int>(type: "int", nullable: false),
                    FirstSeenAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastSeenAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    Packets = table.Column<long>(type: "bigint", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlowFindings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ObservedHosts",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Mac = table.Column<string>(type: "nvarchar(17)", maxLength: 17, nullable: false),
                    MudUrl = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    FirstFlowAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastFlowAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Flows = table.Column<long>(type: "bigint", nullable: false),
                    Beyond = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObservedHosts", x => new { x.DeviceId, x.Mac });
                });

            migrationBuilder.CreateIndex(
                name: "IX_AceUses_LastUsedAt",
                table: "AceUses",
                column: "LastUsedAt");

            migrationBuilder.CreateIndex(
                name: "IX_FlowFindings_DeviceId_Mac_Kind_FromDevice_Peer_Protocol_Port",
                table: "FlowFindings",
                columns: new[] { "DeviceId", "Mac", "Kind", "FromDevice", "Peer", "Protocol", "Port" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FlowFindings_LastSeenAt",
                table: "FlowFindings",
                column: "LastSeenAt");

            migrationBuilder.CreateIndex(
                name: "IX_FlowFindings_MudUrl",
                table: "FlowFindings",
                column: "MudUrl");

            migrationBuilder.CreateIndex(
                name: "IX_ObservedHosts_LastFlowAt",
                table: "ObservedHosts",
                column: "LastFlowAt");

            migrationBuilder.CreateIndex(
                name: "IX_ObservedHosts_MudUrl",
                table: "ObservedHosts",
                column: "MudUrl");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AceUses");

            migrationBuilder.DropTable(
                name: "FlowFindings");

            migrationBuilder.DropTable(
                name: "ObservedHosts");
        }
    }
}
