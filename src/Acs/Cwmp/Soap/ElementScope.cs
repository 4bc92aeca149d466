namespace Acs.Cwmp.Soap;

/// <summary>An element whose children are being walked.</summary>
internal readonly record struct ElementScope(int Depth, bool IsEmpty);
