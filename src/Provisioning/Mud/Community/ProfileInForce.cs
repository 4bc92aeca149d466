using System.Globalization;
using Provisioning.Mud.Model;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Community;

/// <summary>A profile that narrows, read.</summary>
internal sealed record ProfileInForce(string Name, byte[] Content, MudFile File)
{
    /// <returns>Null: it cannot be read any more.</returns>
    public static ProfileInForce? Of(CommunityProfileRow row) =>
        MudParser.Parse(row.Content).File is { } file ? new ProfileInForce(NameOf(row.Id), row.Content, file) : null;

    /// <summary>As it is called where somebody asks why.</summary>
    public static string NameOf(Guid id) => string.Create(CultureInfo.InvariantCulture, $"profile {id}");
}
