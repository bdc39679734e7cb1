using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal;

/// <summary>What clients can change about the namespace.</summary>
internal sealed class NamespaceSettings(TimeSpan retention)
{
    public TimeSpan Retention { get; set; } = retention;
}

/// <summary>
/// What the server says about itself and its one namespace. SDKs use what is announced here and nothing else, so a feature
/// that is left out is simply not announced.
/// </summary>
internal sealed class NamespaceService(Gate gate, Ledger ledger, NamespaceSettings settings, EmbeddedServerOptions options)
{
    public const string ServerVersion = "1.32.0-embedded";

    public static GetSystemInfoResponse GetSystemInfo() => new()
    {
        ServerVersion = ServerVersion,
        Capabilities = new()
        {
            SignalAndQueryHeader = true,
            InternalErrorDifferentiation = true,
            ActivityFailureIncludeHeartbeat = true,
            EncodedFailureAttributes = true,
            UpsertMemo = true,
            SdkMetadata = true,
            SupportsSchedules = true,
        },
    };

    public DescribeNamespaceResponse Describe() => gate.Enter(() =>
        new DescribeNamespaceResponse { NamespaceInfo = Info(), Config = Config() });

    public UpdateNamespaceResponse Update(UpdateNamespaceRequest request) => gate.Enter(() =>
    {
        if (Durations.Positive(request.Config?.WorkflowExecutionRetentionTtl) is { } retention)
        {
            settings.Retention = retention;
            ledger.Journal.SetRetention(retention);
        }

        return new UpdateNamespaceResponse { NamespaceInfo = Info(), Config = Config() };
    });

    /// <summary>Checks the namespace that a request names.</summary>
    public void Check(string name)
    {
        if (name.Length == 0)
        {
            throw TemporalErrors.Invalid("Namespace is empty.");
        }

        if (name != options.Namespace)
        {
            throw TemporalErrors.NamespaceNotFound(name);
        }
    }

    private NamespaceInfo Info() => new()
    {
        Name = options.Namespace,
        Id = "embedded",
        State = NamespaceState.Registered,
        SupportsSchedules = true,
        Limits = new() { BlobSizeLimitError = SizeLimits.Blob, MemoSizeLimitError = SizeLimits.Blob },
        Capabilities = new() { SyncUpdate = true, AsyncUpdate = true, WorkerPollCompleteOnShutdown = true },
    };

    private NamespaceConfig Config() => new() { WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(settings.Retention) };
}
