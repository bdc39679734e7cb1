using System.CommandLine;
using MusicSync.Benchmarks.Matching;

var benchmarks = new RootCommand("Measures MusicSync. Each verb prints one JSON object last on standard output.")
{
    MatchVerb.Create(),
};

return await benchmarks.Parse(args).InvokeAsync();
