using System.CommandLine;
using MusicSync.Benchmarks.Matching;
using MusicSync.Benchmarks.Songs;
using MusicSync.Benchmarks.Stack;
using MusicSync.Benchmarks.Temporal;

var benchmarks = new RootCommand("Measures MusicSync. Each verb prints one JSON object last on standard output.")
{
    MatchVerb.Create(),
    ReadVerb.Create(),
    OneSongVerb.Create(),
    BurstVerb.Create(),
    BigPlaylistVerb.Create(),
    ListVerb.Create(),
    McpVerb.Create(),
    StartVerb.Create(),
    TemporalVerb.Create(),
};

return await benchmarks.Parse(args).InvokeAsync();
