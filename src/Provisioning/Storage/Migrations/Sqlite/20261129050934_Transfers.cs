using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Provisioning.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Transfers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "AskedAt",
                table: "Transfers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CommandKey",
                table: "Transfers",
                type: "TEXT",
                maxLength: 512,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DueAt",
                table: "Transfers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "End",
                table: "Transfers",
                type: "TEXT",
                maxLength: 512,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FileType",
                table: "Transfers",
                type: "TEXT",
                maxLength: 512,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsHere",
                table: "Transfers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "OperationId",
                table: "Transfers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SeenAt",
                table: "Transfers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Size",
                table: "Transfers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Version",
                table: "Transfers",
                type: "TEXT",
                maxLength: 512,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FileType",
                table: "FirmwareImages",
                type: "TEXT",
                maxLength: 512,
                nullable: false,
                defaultValue: "1 Firmware Upgrade Image");

            migrationBuilder.CreateIndex(
                name: "IX_Transfers_DueAt",
                table: "Transfers",
                column: "DueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Transfers_DueAt",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "AskedAt",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "CommandKey",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "End",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "FileType",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "IsHere",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "OperationId",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "SeenAt",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "Size",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Transfers");

            migrationBuilder.DropColumn(
                name: "FileType",
                table: "FirmwareImages");
        }
    }
}
