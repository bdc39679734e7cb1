using MusicSync.Worker.Hosting;
using MusicSync.Worker.Matching;

namespace MusicSync.Worker.Syncs;

/// <summary>
/// Keeps a report below Temporal's payload limit: each chunk cuts its own rows to its share, so that the workflow measures
/// nothing. The runners-up of clear rows go first, then the last candidates of the others.
/// </summary>
internal static class ReportSize
{
    private const int MostCandidates = 5;

    public static IReadOnlyList<MatchDecision> Cut(IReadOnlyList<MatchDecision> decisions, int mostBytes)
    {
        var cut = decisions;
        for (var candidates = MostCandidates; SizeOf(cut) > mostBytes && candidates >= 0; candidates--)
        {
            cut = [.. decisions.Select(decision => Limit(decision, candidates))];
        }

        return cut;
    }

    private static MatchDecision Limit(MatchDecision decision, int candidates) => decision with
    {
        Candidates = decision.Outcome == MatchOutcome.Accepted ? [] : [.. decision.Candidates.Take(candidates)],
    };

    private static int SizeOf(IReadOnlyList<MatchDecision> decisions) =>
        GzipPayloadCodec.CompressedSize(TemporalJson.DataConverter.PayloadConverter.ToPayload(decisions));
}
