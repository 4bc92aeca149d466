namespace Provisioning.Mud.Questions;

/// <summary>What subscribers want a maker to be told of, summed up over homes: no address and no home is in it.</summary>
/// <param name="Protocol">IP protocol number, -1 for any.</param>
/// <param name="Port">Of the end that was opened; 0 for any.</param>
/// <param name="Subscribers">Who answered so.</param>
public sealed record ToldFlow(bool FromDevice, int Protocol, int Port, int Subscribers);
