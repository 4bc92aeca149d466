using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Provisioning.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ApiKeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Hash = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CampaignTargets",
                columns: table => new
                {
                    CampaignId = table.Column<Guid>(type: "uuid", nullable: false),
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Ring = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    CommandKey = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignTargets", x => new { x.CampaignId, x.DeviceId });
                });

            migrationBuilder.CreateTable(
                name: "Campaigns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Plan = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    Author = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Campaigns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ConversationLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    ConversationId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Protocol = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Direction = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Summary = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConversationLines", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeviceCredentials",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Username = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    ProtectedPassword = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    ConnectionRequestUsername = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    ProtectedConnectionRequestPassword = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    WrittenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    WriteAttempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceCredentials", x => x.DeviceId);
                });

            migrationBuilder.CreateTable(
                name: "DeviceDocuments",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Reported = table.Column<byte[]>(type: "bytea", nullable: true),
                    Capabilities = table.Column<byte[]>(type: "bytea", nullable: true),
                    Progress = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceDocuments", x => x.DeviceId);
                });

            migrationBuilder.CreateTable(
                name: "DeviceEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DeviceId = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceEvents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeviceLayers",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Hash = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false),
                    Author = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceLayers", x => new { x.DeviceId, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "Devices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Key = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Oui = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    ProductClass = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    SerialNumber = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    EndpointId = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Manufacturer = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    ModelName = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    SoftwareVersion = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    HardwareVersion = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Protocols = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Tags = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Subscriber = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    TimeZone = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    RemoteAddress = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    ConnectionRequestUrl = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    FirstContactAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LastContactAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Convergence = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ConvergenceSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ConvergenceReason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    DesiredHash = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    FirewallDirty = table.Column<bool>(type: "boolean", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Devices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FirmwareImages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FileName = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Version = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Oui = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    ProductClass = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Manufacturer = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    AddedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FirmwareImages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Hosts",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Mac = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    HostName = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Addresses = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    FirstSeenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LastSeenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    MudUrl = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    MudUrlSource = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    ProposedMudUrl = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    Approximations = table.Column<string>(type: "text", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Hosts", x => new { x.DeviceId, x.Mac });
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Owner = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => x.DeviceId);
                });

            migrationBuilder.CreateTable(
                name: "MudFiles",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Url = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: true),
                    Sha256 = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Signature = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    SignatureDetail = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    Diagnostics = table.Column<string>(type: "text", maxLength: -1, nullable: true),
                    Failure = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    ETag = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    FetchedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AttemptedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    IsSupported = table.Column<bool>(type: "boolean", nullable: false),
                    SystemInfo = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MudFiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Operations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Type = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Request = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    Result = table.Column<string>(type: "text", maxLength: -1, nullable: true),
                    Fault = table.Column<string>(type: "text", maxLength: -1, nullable: true),
                    Author = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Operations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ResolvedNames",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    Addresses = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    ResolvedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Failure = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ResolvedNames", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_Hash",
                table: "ApiKeys",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CampaignTargets_CampaignId_State",
                table: "CampaignTargets",
                columns: new[] { "CampaignId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_CampaignTargets_DeviceId",
                table: "CampaignTargets",
                column: "DeviceId");

            migrationBuilder.CreateIndex(
                name: "IX_ConversationLines_At",
                table: "ConversationLines",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ConversationLines_DeviceId_Id",
                table: "ConversationLines",
                columns: new[] { "DeviceId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DeviceCredentials_Username",
                table: "DeviceCredentials",
                column: "Username",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DeviceEvents_At",
                table: "DeviceEvents",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_DeviceEvents_DeviceId_Id",
                table: "DeviceEvents",
                columns: new[] { "DeviceId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Devices_EndpointId",
                table: "Devices",
                column: "EndpointId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Devices_FirewallDirty",
                table: "Devices",
                column: "FirewallDirty");

            migrationBuilder.CreateIndex(
                name: "IX_Devices_Key",
                table: "Devices",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Devices_LastContactAt",
                table: "Devices",
                column: "LastContactAt");

            migrationBuilder.CreateIndex(
                name: "IX_Devices_Oui_SerialNumber",
                table: "Devices",
                columns: new[] { "Oui", "SerialNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_Mac",
                table: "Hosts",
                column: "Mac");

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_MudUrl",
                table: "Hosts",
                column: "MudUrl");

            migrationBuilder.CreateIndex(
                name: "IX_MudFiles_Url",
                table: "MudFiles",
                column: "Url",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Operations_DeviceId_State",
                table: "Operations",
                columns: new[] { "DeviceId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_ResolvedNames_DueAt",
                table: "ResolvedNames",
                column: "DueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApiKeys");

            migrationBuilder.DropTable(
                name: "CampaignTargets");

            migrationBuilder.DropTable(
                name: "Campaigns");

            migrationBuilder.DropTable(
                name: "ConversationLines");

            migrationBuilder.DropTable(
                name: "DeviceCredentials");

            migrationBuilder.DropTable(
                name: "DeviceDocuments");

            migrationBuilder.DropTable(
                name: "DeviceEvents");

            migrationBuilder.DropTable(
                name: "DeviceLayers");

            migrationBuilder.DropTable(
                name: "Devices");

            migrationBuilder.DropTable(
                name: "FirmwareImages");

            migrationBuilder.DropTable(
                name: "Hosts");

            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropTable(
                name: "MudFiles");

            migrationBuilder.DropTable(
                name: "Operations");

            migrationBuilder.DropTable(
                name: "ResolvedNames");
        }
    }
}
