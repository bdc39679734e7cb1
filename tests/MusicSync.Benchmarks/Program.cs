using System.CommandLine;
using MusicSync.Benchmarks.Matching;
using MusicSync.Benchmarks.Stack;

var benchmarks = new RootCommand("Measures MusicSync. Each verb prints one JSON object last on standard output.")
{
    MatchVerb.Create(),
    OneSongVerb.Create(),
    ListVerb.Create(),
};

return await benchmarks.Parse(args).InvokeAsync();
