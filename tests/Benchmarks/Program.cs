using Benchmarks;

return args.FirstOrDefault() switch
{
    "cwmp" => await CwmpLoad.RunAsync(args[1..]),
    _ => 2,
};
