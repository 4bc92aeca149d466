using System.Diagnostics;

namespace Benchmarks.Hosting;

/// <summary>CPU time, user and kernel, that another process has spent since the meter was made.</summary>
internal sealed class CpuMeter(int processId)
{
    private readonly TimeSpan _begin = Of(processId);

    public TimeSpan Spent => Of(processId) - _begin;

    private static TimeSpan Of(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }
}
