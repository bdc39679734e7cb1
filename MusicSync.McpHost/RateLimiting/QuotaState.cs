using System.Text.Json.Serialization;
using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>What a restarted host must still know; the form of the state file.</summary>
/// <param name="Account">Whose quota it is; the state of another account is ignored.</param>
/// <param name="CoolDowns">Stops in force when it was written.</param>
/// <param name="Calls">Calls of the last 24 hours.</param>
/// <param name="QuotaStops">The last time each family's quota ended.</param>
internal sealed record QuotaState(
    string Account,
    IReadOnlyList<CoolDown> CoolDowns,
    IReadOnlyList<HourOfCalls> Calls,
    IReadOnlyList<QuotaStop> QuotaStops);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    Converters = [typeof(SnakeCaseConverter<CallFamily>), typeof(SnakeCaseConverter<FailureKind>)])]
[JsonSerializable(typeof(QuotaState))]
internal sealed partial class QuotaStateJson : JsonSerializerContext;
