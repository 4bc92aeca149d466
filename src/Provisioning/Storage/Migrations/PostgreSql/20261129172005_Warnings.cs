using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Provisioning.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Warnings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "EntriesEnd",
                table: "Questions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WanAddress",
                table: "Devices",
                type: "character varying(45)",
                maxLength: 45,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "WarnedSubjects",
                columns: table => new
                {
                    Facts = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WarnedSubjects", x => x.Facts);
                });

            migrationBuilder.CreateTable(
                name: "WarningAppeals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ProposalId = table.Column<Guid>(type: "uuid", nullable: false),
                    QuestionId = table.Column<Guid>(type: "uuid", nullable: true),
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
                    table.PrimaryKey("PK_WarningAppeals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WarningMatches",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    WarningId = table.Column<Guid>(type: "uuid", nullable: false),
                    MudUrl = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Manufacturer = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    ProductClass = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    SoftwareVersion = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Confidence = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    InScope = table.Column<bool>(type: "boolean", nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WarningMatches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WarningProposals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    WarningId = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    MudUrl = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    DeviceId = table.Column<long>(type: "bigint", nullable: true),
                    Mac = table.Column<string>(type: "character varying(17)", maxLength: 17, nullable: true),
                    Flows = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    Possible = table.Column<bool>(type: "boolean", nullable: false),
                    Hosts = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecidedBy = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Reason = table.Column<string>(type: "character varying(1100)", maxLength: 1100, nullable: true),
                    Entries = table.Column<string>(type: "text", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WarningProposals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WarningQuestions",
                columns: table => new
                {
                    QuestionId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProposalId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WarningQuestions", x => x.QuestionId);
                });

            migrationBuilder.CreateTable(
                name: "WarningSources",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Scopes = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    MayBlockDestination = table.Column<bool>(type: "boolean", nullable: false),
                    MayBlockFlow = table.Column<bool>(type: "boolean", nullable: false),
                    MayIsolate = table.Column<bool>(type: "boolean", nullable: false),
                    AutoAccept = table.Column<bool>(type: "boolean", nullable: false),
                    MaxLifetimeHours = table.Column<int>(type: "integer", nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    MetadataUrl = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    KeyHash = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    AddedBy = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    AddedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CheckedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Failure = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WarningSources", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Warnings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Version = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Title = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Summary = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Score = table.Column<double>(type: "double precision", nullable: true),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    StateReason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Document = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    Flows = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    Refused = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ReleasedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    MatchedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Warnings", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Devices_WanAddress",
                table: "Devices",
                column: "WanAddress");

            migrationBuilder.CreateIndex(
                name: "IX_WarningAppeals_ProposalId",
                table: "WarningAppeals",
                column: "ProposalId");

            migrationBuilder.CreateIndex(
                name: "IX_WarningAppeals_QuestionId",
                table: "WarningAppeals",
                column: "QuestionId");

            migrationBuilder.CreateIndex(
                name: "IX_WarningMatches_MudUrl",
                table: "WarningMatches",
                column: "MudUrl");

            migrationBuilder.CreateIndex(
                name: "IX_WarningMatches_ProductClass",
                table: "WarningMatches",
                column: "ProductClass");

            migrationBuilder.CreateIndex(
                name: "IX_WarningMatches_WarningId",
                table: "WarningMatches",
                column: "WarningId");

            migrationBuilder.CreateIndex(
                name: "IX_WarningProposals_DeviceId",
                table: "WarningProposals",
                column: "DeviceId");

            migrationBuilder.CreateIndex(
                name: "IX_WarningProposals_MudUrl",
                table: "WarningProposals",
                column: "MudUrl");

            migrationBuilder.CreateIndex(
                name: "IX_WarningProposals_SourceId_OpenedAt",
                table: "WarningProposals",
                columns: new[] { "SourceId", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_WarningProposals_State_EndsAt",
                table: "WarningProposals",
                columns: new[] { "State", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_WarningProposals_WarningId",
                table: "WarningProposals",
                column: "WarningId");

            migrationBuilder.CreateIndex(
                name: "IX_WarningQuestions_ProposalId",
                table: "WarningQuestions",
                column: "ProposalId");

            migrationBuilder.CreateIndex(
                name: "IX_WarningSources_KeyHash",
                table: "WarningSources",
                column: "KeyHash");

            migrationBuilder.CreateIndex(
                name: "IX_WarningSources_Name",
                table: "WarningSources",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Warnings_EndsAt",
                table: "Warnings",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_Warnings_MatchedAt",
                table: "Warnings",
                column: "MatchedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Warnings_SourceId_Kind_Key",
                table: "Warnings",
                columns: new[] { "SourceId", "Kind", "Key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WarnedSubjects");

            migrationBuilder.DropTable(
                name: "WarningAppeals");

            migrationBuilder.DropTable(
                name: "WarningMatches");

            migrationBuilder.DropTable(
                name: "WarningProposals");

            migrationBuilder.DropTable(
                name: "WarningQuestions");

            migrationBuilder.DropTable(
                name: "WarningSources");

            migrationBuilder.DropTable(
                name: "Warnings");

            migrationBuilder.DropIndex(
                name: "IX_Devices_WanAddress",
                table: "Devices");

            migrationBuilder.DropColumn(
                name: "EntriesEnd",
                table: "Questions");

            migrationBuilder.DropColumn(
                name: "WanAddress",
                table: "Devices");
        }
    }
}
