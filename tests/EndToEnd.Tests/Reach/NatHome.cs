using System.Diagnostics;
using System.Text;
using EndToEnd.Tests.Street;

namespace EndToEnd.Tests.Reach;

/// <summary>
/// A gateway behind a router that does what a home's or a carrier's does: masquerades what goes out and drops what nobody inside
/// asked for. The server is this machine, which has a route to the inside, so that nothing but the router keeps it out.
/// <code>
///   CpeSimulator 192.168.78.20  ──lan──  router (nftables)  ──wan 198.18.77.2──  198.18.77.1 this machine
/// </code>
/// </summary>
internal sealed class NatHome : IDisposable
{
    public const string Server = "198.18.77.1";
    public const string Inside = "192.168.78.20";
    private const string Link = "acs-nat-wan";

    private const string Rules = """
        table ip home {
          chain out { type nat hook postrouting priority 100; oifname "wan" masquerade random; }
          chain in { type filter hook forward priority 0; ct state established,related accept; iifname "wan" drop; }
        }
        """;

    private readonly StringBuilder _said = new();
    private readonly NetworkNamespace _router;
    private readonly NetworkNamespace _gateway;
    private Process? _simulator;

    public NatHome()
    {
        var id = (Environment.ProcessId % 10000).ToString();
        _router = NetworkNamespace.Create($"rn{id}");
        _gateway = NetworkNamespace.Create($"gn{id}");
        NetworkNamespace.Connect(_gateway, "eth0", _router, "lan");
        _gateway.Ip("addr", "add", $"{Inside}/24", "dev", "eth0");
        _router.Ip("addr", "add", "192.168.78.1/24", "dev", "lan");
        _gateway.Ip("route", "add", "default", "via", "192.168.78.1");
        _router.ConnectToMachine("wan", Link, $"{Server}/29");
        _router.Sysctl("net.ipv4.ip_forward=1");
        _router.Execute("nft", ["-f", "-"], Rules);
        Renumber(2);
    }

    /// <summary>What the simulator printed, for a failed test's message.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>The provider gives the router another address, as after a lost line: every binding is gone.</summary>
    public void Renumber(int last)
    {
        _router.Ip("addr", "flush", "dev", "wan");
        _router.Ip("addr", "add", $"198.18.77.{last}/29", "dev", "wan");
        NetworkNamespace.Machine("ip", "route", "replace", "192.168.78.0/24", "via", $"198.18.77.{last}", "dev", Link);
    }

    /// <summary>The gateway begins to call; its serial number is the prefix and 0001.</summary>
    public void Start(Uri acs, string serialPrefix)
    {
        _simulator = _gateway.Start("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "CpeSimulator.dll"), "--cwmp", acs.AbsoluteUri, "--count", "1", "--serial-prefix", serialPrefix,
            "--listen", Inside, "--no-hosts",
        ]);
        _simulator.OutputDataReceived += (_, line) => Say(line.Data);
        _simulator.ErrorDataReceived += (_, line) => Say(line.Data);
        _simulator.BeginOutputReadLine();
        _simulator.BeginErrorReadLine();
    }

    public void Dispose()
    {
        if (_simulator is not null)
        {
            // "ip netns exec" becomes the program, so this is the simulator itself.
            _simulator.Kill();
            _simulator.WaitForExit();
            _simulator.Dispose();
        }

        _gateway.Dispose();
        _router.Dispose();
    }

    private void Say(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }
}
