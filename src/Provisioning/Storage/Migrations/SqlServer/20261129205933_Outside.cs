using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Outside : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Model",
                table: "Hosts",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ModelSource",
                table: "Hosts",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MudSigner",
                table: "Hosts",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "FlowCounters",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Row = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Packets = table.Column<long>(type: "bigint", nullable: false),
                    Octets = table.Column<long>(type: "bigint", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlowCounters", x => new { x.DeviceId, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "ObservedFlows",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Mac = table.Column<string>(type: "nvarchar(17)", maxLength: 17, nullable: false),
                    Peer = table.Column<string>(type: "nvarchar(45)", maxLength: 45, nullable: false),
                    Protocol = table.Column<int>(type: "int", nullable: false),
                    Port = table.Column<int>(type: "int", nullable: false),
                    SourcePorts = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    TranslatedSource = table.Column<string>(type: "nvarchar(45)", maxLength: 45, nullable: true),
                    LastSeenAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObservedFlows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PolicyAppeals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EntryId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Author = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Accepted = table.Column<bool>(type: "bit", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyAppeals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ServerFacts",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServerFacts", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_Model",
                table: "Hosts",
                column: "Model");

            migrationBuilder.CreateIndex(
                name: "IX_CommunityProfiles_State_Model",
                table: "CommunityProfiles",
                columns: new[] { "State", "Model" });

            migrationBuilder.CreateIndex(
                name: "IX_FlowCounters_SeenAt",
                table: "FlowCounters",
                column: "SeenAt");

            migrationBuilder.CreateIndex(
                name: "IX_ObservedFlows_DeviceId_Mac_Peer_Protocol_Port",
                table: "ObservedFlows",
                columns: new[] { "DeviceId", "Mac", "Peer", "Protocol", "Port" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ObservedFlows_LastSeenAt",
                table: "ObservedFlows",
                column: "LastSeenAt");

            migrationBuilder.CreateIndex(
                name: "IX_ObservedFlows_TranslatedSource",
                table: "ObservedFlows",
                column: "TranslatedSource");

            migrationBuilder.CreateIndex(
                name: "IX_PolicyAppeals_Accepted",
                table: "PolicyAppeals",
                column: "Accepted");

            migrationBuilder.CreateIndex(
                name: "IX_PolicyAppeals_DeviceId_Accepted",
                table: "PolicyAppeals",
                columns: new[] { "DeviceId", "Accepted" });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyAppeals_EntryId",
                table: "PolicyAppeals",
                column: "EntryId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FlowCounters");

            migrationBuilder.DropTable(
                name: "ObservedFlows");

            migrationBuilder.DropTable(
                name: "PolicyAppeals");

            migrationBuilder.DropTable(
                name: "ServerFacts");

            migrationBuilder.DropIndex(
                name: "IX_Hosts_Model",
                table: "Hosts");

            migrationBuilder.DropIndex(
                name: "IX_CommunityProfiles_State_Model",
                table: "CommunityProfiles");

            migrationBuilder.DropColumn(
                name: "Model",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "ModelSource",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "MudSigner",
                table: "Hosts");
        }
    }
}
