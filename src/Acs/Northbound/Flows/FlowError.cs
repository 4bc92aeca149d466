namespace Acs.Northbound;

/// <summary>A record that was not taken.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
internal sealed record FlowError(int Index, string Reason);
