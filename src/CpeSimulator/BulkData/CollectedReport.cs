using CpeSimulator.DataModels;

namespace CpeSimulator.BulkData;

/// <summary>What was read at one time.</summary>
internal sealed record CollectedReport(DateTimeOffset At, IReadOnlyList<ParameterReading> Values);
