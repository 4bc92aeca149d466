using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.Sqlite
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
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ModelSource",
                table: "Hosts",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MudSigner",
                table: "Hosts",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "FlowCounters",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Row = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Packets = table.Column<long>(type: "INTEGER", nullable: false),
                    Octets = table.Column<long>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlowCounters", x => new { x.DeviceId, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "ObservedFlows",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DeviceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Mac = table.Column<string>(type: "TEXT", maxLength: 17, nullable: false),
                    Peer = table.Column<string>(type: "TEXT", maxLength: 45, nullable: false),
                    Protocol = table.Column<int>(type: "INTEGER", nullable: false),
                    Port = table.Column<int>(type: "INTEGER", nullable: false),
                    SourcePorts = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    TranslatedSource = table.Column<string>(type: "TEXT", maxLength: 45, nullable: true),
                    LastSeenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObservedFlows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PolicyAppeals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EntryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeviceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Author = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Accepted = table.Column<bool>(type: "INTEGER", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 512, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyAppeals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ServerFacts",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false)
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
