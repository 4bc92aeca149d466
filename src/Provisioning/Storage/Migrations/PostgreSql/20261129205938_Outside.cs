using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Provisioning.Storage.Migrations.PostgreSql
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
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ModelSource",
                table: "Hosts",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MudSigner",
                table: "Hosts",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "FlowCounters",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Row = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Packets = table.Column<long>(type: "bigint", nullable: false),
                    Octets = table.Column<long>(type: "bigint", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Mac = table.Column<string>(type: "character varying(17)", maxLength: 17, nullable: false),
                    Peer = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: false),
                    Protocol = table.Column<int>(type: "integer", nullable: false),
                    Port = table.Column<int>(type: "integer", nullable: false),
                    SourcePorts = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    TranslatedSource = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: true),
                    LastSeenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObservedFlows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PolicyAppeals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    EntryId = table.Column<Guid>(type: "uuid", nullable: false),
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Author = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Accepted = table.Column<bool>(type: "boolean", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecidedBy = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyAppeals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ServerFacts",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Value = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false)
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
