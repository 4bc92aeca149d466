using Benchmarks;
using Benchmarks.Cwmp;
using Benchmarks.Hosting;
using Benchmarks.Memory;
using Benchmarks.Mud;
using Benchmarks.Usp;

var arguments = new Arguments(args);
try
{
    return args.FirstOrDefault() switch
    {
        "cwmp" => await CwmpCommand.RunAsync(arguments),
        "floor" => await FloorCommand.RunAsync(arguments),
        "usp" => await UspCommand.RunAsync(arguments),
        "memory" => await MemoryCommand.RunAsync(arguments),
        "envelope" => EnvelopeCommand.Run(arguments),
        "mud" => MudCommand.Run(arguments),
        "mudpush" => await MudPushCommand.RunAsync(),
        "mudfleet" => await MudFleetCommand.RunAsync(arguments),
        ContactsCommand.Name => await ContactsCommand.RunAsync(arguments),
        BareController.Command => await BareController.RunAsync(arguments),
        FloorServer.Command => await FloorServer.RunAsync(arguments),
        _ => Usage.Print(),
    };
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return Usage.Print();
}
