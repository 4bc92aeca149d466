using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EndToEnd.Tests.Street;

/// <summary>One host of the test's own network: a Linux network namespace that lives as long as this object.</summary>
internal sealed partial class NetworkNamespace : IDisposable
{
    private const int CloneNewNet = 0x40000000;

    private NetworkNamespace(string name) => Name = name;

    public string Name { get; }

    /// <summary>Why namespaces cannot be had here, or null: they can.</summary>
    public static string? Unavailable()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "network namespaces need Linux";
        }

        foreach (var tool in (string[])["ip", "nft"])
        {
            if (!File.Exists($"/usr/sbin/{tool}") && !File.Exists($"/sbin/{tool}"))
            {
                return $"'{tool}' is not installed";
            }
        }

        var probe = $"acs-probe-{Environment.ProcessId}";
        if (TryRun("ip", ["netns", "add", probe], null) is { } failure)
        {
            return $"network namespaces are not allowed here: {failure}";
        }

        var nft = TryRun("ip", ["netns", "exec", probe, "nft", "-f", "-"], "table inet probe {\n chain f {\n type filter hook forward priority 0;\n ct state established counter accept\n }\n}\n");
        Run("ip", ["netns", "del", probe]);
        return nft is null ? null : $"nftables is not allowed here: {nft}";
    }

    public static NetworkNamespace Create(string name)
    {
        _ = TryRun("ip", ["netns", "del", name], null);
        Run("ip", ["netns", "add", name]);
        var created = new NetworkNamespace(name);
        created.Ip("link", "set", "lo", "up");
        return created;
    }

    /// <summary>A cable between two namespaces.</summary>
    public static void Connect(NetworkNamespace left, string leftName, NetworkNamespace right, string rightName)
    {
        Run("ip", ["link", "add", leftName, "netns", left.Name, "type", "veth", "peer", "name", rightName, "netns", right.Name]);
        left.Ip("link", "set", leftName, "up");
        right.Ip("link", "set", rightName, "up");
    }

    /// <summary>A cable between this namespace and the machine's own network; it goes when this namespace does.</summary>
    /// <param name="address">The machine's end, with its prefix length.</param>
    public void ConnectToMachine(string name, string machineName, string address)
    {
        _ = TryRun("ip", ["link", "del", machineName], null);
        Run("ip", ["link", "add", machineName, "type", "veth", "peer", "name", name, "netns", Name]);
        Run("ip", ["addr", "add", address, "dev", machineName]);
        Run("ip", ["link", "set", machineName, "up"]);
        Ip("link", "set", name, "up");
    }

    public static void Machine(string program, params string[] arguments) => Run(program, arguments);

    public void Ip(params string[] arguments) => Run("ip", ["-n", Name, .. arguments]);

    public void Sysctl(string setting) => Execute("sysctl", ["-q", "-w", setting]);

    /// <summary>Runs a program inside the namespace and returns what it printed; throws with its error when it fails.</summary>
    public string Execute(string program, string[] arguments, string? input = null) =>
        Run("ip", ["netns", "exec", Name, program, .. arguments], input);

    /// <summary>Begins a program inside the namespace; killing it is the caller's matter.</summary>
    public Process Start(string program, string[] arguments) => Process.Start(
        new ProcessStartInfo("ip", ["netns", "exec", Name, program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;

    /// <summary>A socket that belongs to this namespace for its whole life, whichever thread uses it later (setns(2)).</summary>
    public Socket Socket(AddressFamily family, SocketType type, ProtocolType protocol)
    {
        Socket? socket = null;
        Exception? failure = null;
        // The namespace is the thread's: a thread of its own, which ends, leaves no other code in the wrong network.
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle($"/run/netns/{Name}");
                if (SetNamespace((int)handle.DangerousGetHandle(), CloneNewNet) != 0)
                {
                    throw new InvalidOperationException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                socket = new Socket(family, type, protocol);
            }
            catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new InvalidOperationException($"no socket in {Name}", failure);
    }

    public void Dispose() => _ = TryRun("ip", ["netns", "del", Name], null);

    private static string Run(string program, string[] arguments, string? input = null)
    {
        var failure = TryRun(program, arguments, input, out var output);
        return failure is null ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {failure}");
    }

    private static string? TryRun(string program, string[] arguments, string? input) => TryRun(program, arguments, input, out _);

    private static string? TryRun(string program, string[] arguments, string? input, out string output)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"exit {process.ExitCode}: {errors.GetAwaiter().GetResult().Trim()}";
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int type);
}
