using Fuzzing;
using SharpFuzz;

// TARGET                  one input a call, from afl-fuzz through shared memory; see tests/fuzz
// TARGET FILE             that input alone, to look at a crash
// usp-seeds FOLDER        writes what afl-fuzz begins with
if (args is ["usp-seeds", var folder])
{
    UspSeeds.Write(folder);
    return 0;
}

Action<byte[]>? read = args.FirstOrDefault() switch { "envelope" => EnvelopeTarget.Read, "usp" => UspTarget.Read, _ => null };
if (read is null)
{
    Console.Error.WriteLine("usage: Fuzzing envelope|usp [FILE], or Fuzzing usp-seeds FOLDER");
    return 2;
}

if (args is [_, var path])
{
    read(await File.ReadAllBytesAsync(path));
    return 0;
}

Fuzzer.OutOfProcess.Run(stream =>
{
    using var memory = new MemoryStream();
    stream.CopyTo(memory);
    read(memory.ToArray());
});
return 0;
