using Provisioning.Mud;
using Provisioning.Mud.Modes;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A choice of a mode, as it stands on record.</summary>
/// <param name="Source"><c>host</c>, <c>subscriber</c> (opting out), <c>home</c> or <c>tag</c>.</param>
internal sealed record ModeChoiceResource(ModeSource Source, string? Mac, string? Tag, MudMode Mode, string Author, DateTimeOffset At, DateTimeOffset? EndedAt, string? EndedBy)
{
    public static ModeChoiceResource Of(MudChoiceRow row) => new(row.Source, row.Mac, row.Tag, row.Mode, row.Author, row.At, row.EndedAt, row.EndedBy);
}
