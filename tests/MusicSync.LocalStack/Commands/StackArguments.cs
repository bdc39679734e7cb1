using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.LocalStack.Commands;

/// <summary>The options both forms share.</summary>
internal sealed class StackArguments
{
    private readonly Option<string?> _catalog = New<string?>("--catalog", "The simulator's songs, .csv or .csv.gz.");
    private readonly Option<int> _latency = New<int>("--latency-ms", "Milliseconds the simulator takes for an answer.");
    private readonly Option<string?> _search = New<string?>("--search", "The simulator's search: strict or plain.");
    private readonly Option<string?> _readyFile = New<string?>("--ready-file", "JSON written when all are ready.");
    private readonly Option<string?> _dataDir = New<string?>("--data-dir", "State and logs; temporary otherwise.");
    private readonly Option<int> _workers = New<int>("--workers", "Number of worker processes.");
    private readonly Option<bool> _noRestart = New<bool>("--no-restart", "Leave a service that dies dead.");
    private readonly Option<double?> _timeScale = New<double?>("--time-scale", "Factor on all waits of the services.");
    private readonly Option<string> _temporal = New<string>(
        "--temporal", "Which Temporal: auto (a Temporal CLI, else embedded), cli, embedded, or host:port.");
    private readonly Option<string?> _temporalAddress = New<string?>("--temporal-address", "Use this server, host:port.");

    public StackArguments()
    {
        _workers.DefaultValueFactory = _ => 1;
        _search.AcceptOnlyFromAmong("strict", "plain");
        _temporal.DefaultValueFactory = _ => "auto";
        _temporal.Validators.Add(RequireTemporal);
        _timeScale.CustomParser = ReadFactor;
        _workers.Validators.Add(result => RequireAtLeast(result, least: 1));
        _latency.Validators.Add(result => RequireAtLeast(result, least: 0));
        _catalog.Validators.Add(RequireFile);
    }

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])
            [_catalog, _latency, _search, _readyFile, _dataDir, _workers, _noRestart, _timeScale, _temporal, _temporalAddress])
        {
            option.Recursive = true;
            command.Add(option);
        }
    }

    public LocalStackOptions Read(ParseResult result) => new()
    {
        Catalog = result.GetValue(_catalog),
        Latency = TimeSpan.FromMilliseconds(result.GetValue(_latency)),
        Search = result.GetValue(_search),
        ReadyFile = result.GetValue(_readyFile),
        DataDirectory = result.GetValue(_dataDir),
        Workers = result.GetValue(_workers),
        Restart = !result.GetValue(_noRestart),
        TimeScale = result.GetValue(_timeScale),
        Temporal = ModeOf(result.GetValue(_temporal)) ?? TemporalMode.Auto,
        TemporalAddress = result.GetValue(_temporalAddress)
            ?? (ModeOf(result.GetValue(_temporal)) is null ? result.GetValue(_temporal) : null),
    };

    private static Option<T> New<T>(string name, string description) => new(name) { Description = description };

    private static TemporalMode? ModeOf(string? text) => text switch
    {
        "auto" => TemporalMode.Auto,
        "cli" => TemporalMode.Cli,
        "embedded" => TemporalMode.Embedded,
        _ => null,
    };

    private static void RequireTemporal(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && ModeOf(text) is null && text.Split(':') is not [_, { Length: > 0 }])
        {
            result.AddError($"--temporal must be auto, cli, embedded or an address such as 127.0.0.1:7233, not '{text}'.");
        }
    }

    // "0.2" whatever the user's culture writes.
    private static double? ReadFactor(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor > 0)
        {
            return factor;
        }

        result.AddError($"--time-scale must be a number above 0, such as 0.2, not '{text}'.");
        return null;
    }

    // What is no number at all has its error from the parser.
    private static void RequireAtLeast(OptionResult result, int least)
    {
        if (result.Tokens is [{ Value: var text }]
            && int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            && number < least)
        {
            result.AddError(FormattableString.Invariant($"{result.Option.Name} must be at least {least}."));
        }
    }

    private static void RequireFile(OptionResult result)
    {
        if (result.Tokens is [{ Value: var file }] && !File.Exists(file))
        {
            result.AddError($"--catalog: there is no file '{file}'.");
        }
    }
}
