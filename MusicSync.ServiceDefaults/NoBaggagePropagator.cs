using System.Diagnostics;

namespace MusicSync.ServiceDefaults;

/// <summary>
/// Propagates the W3C trace context and no baggage: what a caller attaches must not travel on to other services, and to
/// Spotify, with every request.
/// </summary>
internal sealed class NoBaggagePropagator : DistributedContextPropagator
{
    /// <summary>The one for all, since .NET knows one current propagator a process.</summary>
    public static readonly NoBaggagePropagator Instance = new();

    private static readonly DistributedContextPropagator W3C = CreateW3CPropagator();

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Fields { get; } = ["traceparent", "tracestate"];

    /// <inheritdoc/>
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
        W3C.Inject(activity, carrier, (target, name, value) =>
        {
            if (Fields.Contains(name))
            {
                setter?.Invoke(target, name, value);
            }
        });

    /// <inheritdoc/>
    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        W3C.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
