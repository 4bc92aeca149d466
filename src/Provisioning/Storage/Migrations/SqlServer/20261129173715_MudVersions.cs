using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class MudVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Behaviour",
                table: "ResolvedNames",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Stable");

            migrationBuilder.AddColumn<DateTime>(
                name: "CompileDueAt",
                table: "ResolvedNames",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "CompiledAt",
                table: "ResolvedNames",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "History",
                table: "ResolvedNames",
                type: "nvarchar(max)",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TimeToLive",
                table: "ResolvedNames",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CanonicalUrl",
                table: "MudFiles",
                type: "nvarchar(512)",
                maxLength: 512,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "HeldAt",
                table: "MudFiles",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HeldBy",
                table: "MudFiles",
                type: "nvarchar(512)",
                maxLength: 512,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "NewestUpdate",
                table: "MudFiles",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ServedSha256",
                table: "MudFiles",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Signer",
                table: "MudFiles",
                type: "nvarchar(512)",
                maxLength: 512,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SignerId",
                table: "MudFiles",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WaitingSha256",
                table: "MudFiles",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DismissedMudUrl",
                table: "Hosts",
                type: "nvarchar(512)",
                maxLength: 512,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProposedMudUrlReason",
                table: "Hosts",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProposedMudUrlSource",
                table: "Hosts",
                type: "nvarchar(512)",
                maxLength: 512,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "GatewayNames",
                columns: table => new
                {
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false),
                    Addresses = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    OperationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DueAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Failure = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GatewayNames", x => new { x.DeviceId, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "MudFileVersions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    MudFileId = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    FetchedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastUpdate = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Signature = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    SignatureDetail = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    SignerId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Diagnostics = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    InForceAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Gained = table.Column<int>(type: "int", nullable: true),
                    Lost = table.Column<int>(type: "int", nullable: true),
                    WaitsBecause = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MudFileVersions", x => x.Id);
                });

            migrationBuilder.Sql(MudFirstVersions.Insert);

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_ProposedMudUrl",
                table: "Hosts",
                column: "ProposedMudUrl");

            migrationBuilder.CreateIndex(
                name: "IX_GatewayNames_DueAt",
                table: "GatewayNames",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_GatewayNames_OperationId",
                table: "GatewayNames",
                column: "OperationId");

            migrationBuilder.CreateIndex(
                name: "IX_MudFileVersions_MudFileId_Sha256",
                table: "MudFileVersions",
                columns: new[] { "MudFileId", "Sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MudFileVersions_MudFileId_State",
                table: "MudFileVersions",
                columns: new[] { "MudFileId", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GatewayNames");

            migrationBuilder.DropTable(
                name: "MudFileVersions");

            migrationBuilder.DropIndex(
                name: "IX_Hosts_ProposedMudUrl",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "Behaviour",
                table: "ResolvedNames");

            migrationBuilder.DropColumn(
                name: "CompileDueAt",
                table: "ResolvedNames");

            migrationBuilder.DropColumn(
                name: "CompiledAt",
                table: "ResolvedNames");

            migrationBuilder.DropColumn(
                name: "History",
                table: "ResolvedNames");

            migrationBuilder.DropColumn(
                name: "TimeToLive",
                table: "ResolvedNames");

            migrationBuilder.DropColumn(
                name: "CanonicalUrl",
                table: "MudFiles");

            migrationBuilder.DropColumn(
                name: "HeldAt",
                table: "MudFiles");

            migrationBuilder.DropColumn(
                name: "HeldBy",
                table: "MudFiles");

            migrationBuilder.DropColumn(
                name: "NewestUpdate",
                table: "MudFiles");

            migrationBuilder.DropColumn(
                name: "ServedSha256",
                table: "MudFiles");

            migrationBuilder.DropColumn(
                name: "Signer",
                table: "MudFiles");

            migrationBuilder.DropColumn(
                name: "SignerId",
                table: "MudFiles");

            migrationBuilder.DropColumn(
                name: "WaitingSha256",
                table: "MudFiles");

            migrationBuilder.DropColumn(
                name: "DismissedMudUrl",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "ProposedMudUrlReason",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "ProposedMudUrlSource",
                table: "Hosts");
        }
    }
}
