using Provisioning.Conversations;
using Provisioning.Conversations.Running;
using Provisioning.Diagnostics.Results;

namespace Provisioning.Diagnostics;

/// <summary>How a diagnostic stands by what the gateway shows: it goes on, or it has a result, or a fault.</summary>
internal static class DiagnosticEnd
{
    /// <returns>Null: it goes on.</returns>
    public static OperationResult? Of(string kind, DiagnosticOutputs outputs) => outputs.State switch
    {
        // "Completed" is what several vendors write; a command without Status has ended well.
        "Complete" or "Completed" or "" => OperationResult.Success(Result(kind, outputs)),
        "Requested" or "InProgress" or "Running" => null,
        "None" or "Canceled" => OperationResult.Failure("lost", "The gateway has forgotten the test, as a reboot makes it."),
        var state => OperationResult.Failure(new Fault(FaultKind.Other, Bounded(state), Words(state), [])),
    };

    public static OperationResult TimedOut() => OperationResult.Failure(
        new Fault(FaultKind.Timeout, "timeout", "The gateway took the test and never told its end.", []));

    private static object Result(string kind, DiagnosticOutputs outputs) => kind switch
    {
        DiagnosticKinds.Ping => PingResult.Of(outputs),
        DiagnosticKinds.Traceroute => TracerouteResult.Of(outputs),
        DiagnosticKinds.NsLookup => NsLookupResult.Of(outputs),
        DiagnosticKinds.Download => SpeedResult.Of(outputs, "TestBytesReceived", "TotalBytesReceived"),
        DiagnosticKinds.Upload => SpeedResult.Of(outputs, "TestBytesSent", "TestFileLength", "TotalBytesSent"),
        _ => WifiNeighboursResult.Of(outputs),
    };

    /// <summary><c>Error_CannotResolveHostName</c>: "Cannot resolve host name."</summary>
    private static string Words(string state)
    {
        var name = Bounded(state);
        name = name.StartsWith("Error_", StringComparison.Ordinal) ? name[6..] : name;
        var words = string.Concat(name.Select((c, i) =>
            i > 0 && char.IsUpper(c) && char.IsLower(name[i - 1]) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
        return $"The gateway says: {words}.";
    }

    private static string Bounded(string state) => state.Length <= 64 ? state : state[..64];
}
