using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Provisioning.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Community : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Automatic",
                table: "Questions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "ModeSetBy",
                table: "Hosts",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Default");

            migrationBuilder.AddColumn<string>(
                name: "VendorClass",
                table: "Hosts",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CommunityProfiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MudUrl = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    Model = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false),
                    Sha256 = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Submitters = table.Column<int>(type: "integer", nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ReviewedBy = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    ReviewedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Overridden = table.Column<bool>(type: "boolean", nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    InForceAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    WithdrawnBy = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommunityProfiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CommunitySubmitters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Hash = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    AddedBy = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    AddedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RevokedBy = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommunitySubmitters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CommunityVotes",
                columns: table => new
                {
                    ProfileId = table.Column<Guid>(type: "uuid", nullable: false),
                    Submitter = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Provenance = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Licence = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Sha256 = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommunityVotes", x => new { x.ProfileId, x.Submitter });
                });

            migrationBuilder.CreateTable(
                name: "MudChoices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Source = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    DeviceId = table.Column<long>(type: "bigint", nullable: true),
                    Mac = table.Column<string>(type: "character varying(17)", maxLength: 17, nullable: true),
                    Tag = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Author = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedBy = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MudChoices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SubscriberLinks",
                columns: table => new
                {
                    TokenHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Author = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubscriberLinks", x => x.TokenHash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CommunityProfiles_MudUrl_State",
                table: "CommunityProfiles",
                columns: new[] { "MudUrl", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_CommunitySubmitters_Hash",
                table: "CommunitySubmitters",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CommunityVotes_Submitter",
                table: "CommunityVotes",
                column: "Submitter");

            migrationBuilder.CreateIndex(
                name: "IX_MudChoices_DeviceId_EndedAt",
                table: "MudChoices",
                columns: new[] { "DeviceId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_MudChoices_Source_EndedAt",
                table: "MudChoices",
                columns: new[] { "Source", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SubscriberLinks_ExpiresAt",
                table: "SubscriberLinks",
                column: "ExpiresAt");

            // What hosts had been set to was not told apart from the default then: what is not the default's was somebody's choice.
            migrationBuilder.Sql("""UPDATE "Hosts" SET "ModeSetBy" = 'Host' WHERE "Mode" <> 'Enforce';""");
            migrationBuilder.Sql("""INSERT INTO "MudChoices" ("Source", "DeviceId", "Mac", "Mode", "Author", "At") SELECT 'Host', "DeviceId", "Mac", "Mode", 'before choices were kept', "FirstSeenAt" FROM "Hosts" WHERE "Mode" <> 'Enforce';""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CommunityProfiles");

            migrationBuilder.DropTable(
                name: "CommunitySubmitters");

            migrationBuilder.DropTable(
                name: "CommunityVotes");

            migrationBuilder.DropTable(
                name: "MudChoices");

            migrationBuilder.DropTable(
                name: "SubscriberLinks");

            migrationBuilder.DropColumn(
                name: "Automatic",
                table: "Questions");

            migrationBuilder.DropColumn(
                name: "ModeSetBy",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "VendorClass",
                table: "Hosts");
        }
    }
}
