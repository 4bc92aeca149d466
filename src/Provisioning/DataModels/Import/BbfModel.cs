namespace Provisioning.DataModels.Import;

/// <summary>What was read out of BBF data-model files.</summary>
/// <param name="Missing">Data types and components that the files import and that none of them defines.</param>
public sealed record BbfModel(string Source, IReadOnlyList<ModelParameter> Parameters, IReadOnlyList<string> Missing);
