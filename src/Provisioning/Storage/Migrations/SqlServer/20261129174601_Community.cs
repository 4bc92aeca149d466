using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.SqlServer
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
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "ModeSetBy",
                table: "Hosts",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Default");

            migrationBuilder.AddColumn<string>(
                name: "VendorClass",
                table: "Hosts",
                type: "nvarchar(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CommunityProfiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MudUrl = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true),
                    Model = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Submitters = table.Column<int>(type: "int", nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ReviewedBy = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    ReviewedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Overridden = table.Column<bool>(type: "bit", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    InForceAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    WithdrawnBy = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommunityProfiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CommunitySubmitters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    AddedBy = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    AddedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    RevokedBy = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommunitySubmitters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CommunityVotes",
                columns: table => new
                {
                    ProfileId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Submitter = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Provenance = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Licence = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false)
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
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Source = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    DeviceId = table.Column<long>(type: "bigint", nullable: true),
                    Mac = table.Column<string>(type: "nvarchar(17)", maxLength: 17, nullable: true),
                    Tag = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true),
                    Mode = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Author = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndedBy = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MudChoices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SubscriberLinks",
                columns: table => new
                {
                    TokenHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DeviceId = table.Column<long>(type: "bigint", nullable: false),
                    Author = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false)
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
            migrationBuilder.Sql("""UPDATE [Hosts] SET [ModeSetBy] = 'Host' WHERE [Mode] <> 'Enforce';""");
            migrationBuilder.Sql("""INSERT INTO [MudChoices] ([Source], [DeviceId], [Mac], [Mode], [Author], [At]) SELECT 'Host', [DeviceId], [Mac], [Mode], 'before choices were kept', [FirstSeenAt] FROM [Hosts] WHERE [Mode] <> 'Enforce';""");
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
