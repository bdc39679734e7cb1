using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Agents;

/// <summary>A call that waits, or waited, until somebody approves it.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Tool">Its tool.</param>
/// <param name="Arguments">Exactly what the tool will be called with.</param>
/// <param name="Fingerprint">SHA-256 of both: an approval is for this call as it was shown, and for no other.</param>
/// <param name="Until">When it counts as refused.</param>
/// <param name="State">What somebody decided.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record Approval(
    string CallId,
    string Tool,
    JsonElement Arguments,
    string Fingerprint,
    DateTimeOffset Until,
    ApprovalState State = ApprovalState.Pending,
    string? Reason = null);

/// <summary>What somebody decided about a call.</summary>
public enum ApprovalState
{
    /// <summary>Nothing yet.</summary>
    Pending,

    /// <summary>It may be made.</summary>
    Approved,

    /// <summary>It may not.</summary>
    Refused,

    /// <summary>Nobody decided in time: it may not.</summary>
    Expired,
}

/// <summary>Somebody's decision about a call.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Fingerprint">As it was shown.</param>
/// <param name="Approved">Whether it may be made.</param>
/// <param name="Reason">Why; the model is told.</param>
public sealed record Decision(string CallId, string Fingerprint, bool Approved, string? Reason = null);

/// <summary>The approvals of an agent: all of a step are asked for before any call of it is made.</summary>
internal sealed class Approvals(IEnumerable<Approval> decided)
{
    /// <summary>Types of the failures of a decision that cannot be taken.</summary>
    public const string NotAsked = "ApprovalNotAsked";
    public const string OtherCall = "ApprovalOtherCall";
    public const string DecidedOtherwise = "ApprovalDecidedOtherwise";

    /// <summary>How long a call waits for somebody.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromHours(24);

    // Enough for whoever sends a decision again.
    private const int Kept = 32;

    private readonly List<Approval> _all = [.. decided];

    public IReadOnlyList<Approval> Pending => [.. _all.Where(approval => approval.State == ApprovalState.Pending)];

    public IReadOnlyList<Approval> Newest => [.. _all.TakeLast(Kept)];

    /// <summary>SHA-256 of a tool's name and its arguments in canonical form: members sorted, no blanks.</summary>
    public static string FingerprintOf(string tool, JsonElement arguments)
    {
        var canonical = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(canonical))
        {
            Write(json, arguments);
        }

        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{tool}\n"), .. canonical.WrittenSpan]));
    }

    /// <summary>Asks for each of these calls, and waits until all are decided or the time is over.</summary>
    /// <returns>The approvals as they were decided, in the order of the calls.</returns>
    public async Task<IReadOnlyList<Approval>> AskAsync(IReadOnlyList<ToolCall> calls)
    {
        var until = new DateTimeOffset(Workflow.UtcNow) + Wait;
        _all.AddRange(calls.Select(call =>
            new Approval(call.Id, call.Tool, call.Arguments, FingerprintOf(call.Tool, call.Arguments), until)));
        if (!await Workflow.WaitConditionAsync(() => Pending.Count == 0, Wait))
        {
            foreach (var late in Pending)
            {
                Replace(late with { State = ApprovalState.Expired });
            }
        }

        return [.. calls.Select(call => _all.Last(approval => approval.CallId == call.Id))];
    }

    /// <summary>Why a decision cannot be taken; null when it can, also when it was taken before.</summary>
    public ApplicationFailureException? Refusal(Decision decision) => Find(decision) switch
    {
        null => new($"No approval is asked for call {decision.CallId}.", NotAsked),
        var asked when asked.Fingerprint != decision.Fingerprint => new(
            $"Call {decision.CallId} is not the one that was shown; look at it again.", OtherCall),
        { State: ApprovalState.Pending } => null,
        { State: var state } when state == StateOf(decision) => null,
        { State: var state } => new($"Call {decision.CallId} was decided before: {state.ToString().ToLowerInvariant()}.", DecidedOtherwise),
    };

    public void Take(Decision decision)
    {
        if (Find(decision) is { State: ApprovalState.Pending } asked)
        {
            Replace(asked with { State = StateOf(decision), Reason = decision.Reason });
        }
    }

    private static ApprovalState StateOf(Decision decision) => decision.Approved ? ApprovalState.Approved : ApprovalState.Refused;

    private Approval? Find(Decision decision) => _all.FindLast(approval => approval.CallId == decision.CallId);

    private void Replace(Approval approval) => _all[_all.FindLastIndex(other => other.CallId == approval.CallId)] = approval;

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
