using System.Globalization;
using System.Text.RegularExpressions;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Wire;

namespace MusicSync.EmbeddedTemporal.Visibility;

/// <summary>
/// The list filters that are served: comparisons of a field with a text in quotes, joined by AND.
/// <code>WorkflowType = 'MusicSyncWorkflow' AND StartTime >= '2026-11-24T00:00:00Z'</code>
/// </summary>
internal static partial class ListFilter
{
    private static readonly Dictionary<string, Func<Run, string>> Texts = new(StringComparer.Ordinal)
    {
        ["WorkflowType"] = run => run.Started.WorkflowType.Name,
        ["WorkflowId"] = run => run.WorkflowId,
        ["RunId"] = run => run.RunId,
        ["TaskQueue"] = run => run.TaskQueue,
        ["ExecutionStatus"] = run => run.Status.ToString(),
    };

    private static readonly Dictionary<string, Func<Run, DateTime?>> Times = new(StringComparer.Ordinal)
    {
        ["StartTime"] = run => run.StartTime,
        ["CloseTime"] = run => run.CloseTime,
    };

    /// <exception cref="Grpc.Core.RpcException">The filter says something that is not served; the message names it.</exception>
    public static Func<Run, bool> Parse(string filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return _ => true;
        }

        List<Func<Run, bool>> parts = [];
        for (var at = 0; at < filter.Length;)
        {
            var match = Comparison.Match(filter, at);
            if (!match.Success)
            {
                throw TemporalErrors.Invalid(
                    $"The embedded Temporal lists by comparisons joined with AND, such as ExecutionStatus = 'Running'; it cannot read: {filter[at..]}");
            }

            var (field, sign) = (match.Groups["field"].Value, match.Groups["sign"].Value.ToUpperInvariant());
            parts.Add(Compare(field, sign, match.Groups["value"].Value));
            at = match.Index + match.Length;
        }

        return run => parts.TrueForAll(part => part(run));
    }

    // \G: each comparison begins where the one before it ended, so an AND inside quotes is text.
    [GeneratedRegex(
        @"\G\s*`?(?<field>\w+)`?\s*(?<sign>>=|<=|!=|=|>|<|STARTS_WITH)\s*(?:'(?<value>[^']*)'|""(?<value>[^""]*)"")\s*(?:\bAND\b(?=\s*\S)|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Comparison { get; }

    private static Func<Run, bool> Compare(string field, string sign, string value) =>
        Texts.TryGetValue(field, out var text) ? CompareText(text, field, sign, value)
        : Times.TryGetValue(field, out var time) ? CompareTime(time, field, sign, value)
        : throw TemporalErrors.Invalid($"The embedded Temporal lists by {string.Join(", ", Texts.Keys.Concat(Times.Keys))}, not by {field}.");

    private static Func<Run, bool> CompareText(Func<Run, string> read, string field, string sign, string value) => sign switch
    {
        "=" => run => read(run) == value,
        "!=" => run => read(run) != value,
        "STARTS_WITH" => run => read(run).StartsWith(value, StringComparison.Ordinal),
        _ => throw TemporalErrors.Invalid($"The embedded Temporal compares {field} with =, != and STARTS_WITH, not with {sign}."),
    };

    private static Func<Run, bool> CompareTime(Func<Run, DateTime?> read, string field, string sign, string value)
    {
        if (sign == "STARTS_WITH")
        {
            throw TemporalErrors.Invalid($"The embedded Temporal compares {field} with =, !=, >, >=, < and <=, not with {sign}.");
        }

        const DateTimeStyles Utc = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
        if (!DateTime.TryParse(value, CultureInfo.InvariantCulture, Utc, out var limit))
        {
            throw TemporalErrors.Invalid($"{field} is compared with a time such as '2026-11-24T12:00:00Z', not with '{value}'.");
        }

        return sign switch
        {
            "=" => run => read(run) == limit,
            "!=" => run => read(run) != limit,
            ">" => run => read(run) > limit,
            ">=" => run => read(run) >= limit,
            "<" => run => read(run) < limit,
            _ => run => read(run) <= limit,
        };
    }
}
