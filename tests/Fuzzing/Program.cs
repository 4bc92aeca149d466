using Fuzzing;
using SharpFuzz;

// One input a call, from afl-fuzz through shared memory; see tests/fuzz. With a file's path: that input alone, to look at a crash.
if (args is [var path])
{
    EnvelopeTarget.Read(await File.ReadAllBytesAsync(path));
    return;
}

Fuzzer.OutOfProcess.Run(stream =>
{
    using var memory = new MemoryStream();
    stream.CopyTo(memory);
    EnvelopeTarget.Read(memory.ToArray());
});
