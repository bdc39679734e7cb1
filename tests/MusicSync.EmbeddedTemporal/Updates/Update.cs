using Grpc.Core;
using MusicSync.EmbeddedTemporal.Runs;
using Temporalio.Api.Update.V1;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace MusicSync.EmbeddedTemporal.Updates;

/// <summary>An update from its admission on. Until it is accepted nothing of it is in the history: a kill forgets it.</summary>
internal sealed class Update(string id, Request request)
{
    public string Id => id;

    public Request Request => request;

    /// <summary>The message with which a worker has it now; null when none has.</summary>
    public string? SentMessageId { get; private set; }

    public long SentSequencingId { get; private set; }

    public long AcceptedEventId { get; set; }

    public Outcome? Outcome { get; private set; }

    /// <summary>Why it can never be accepted any more.</summary>
    public RpcException? Lost { get; private set; }

    public ChangeSignal Changed { get; } = new();

    public bool IsWaitingToBeSent => Stage == Stage.Admitted && SentMessageId is null && Lost is null;

    public Stage Stage => Outcome is not null ? Stage.Completed : AcceptedEventId > 0 ? Stage.Accepted : Stage.Admitted;

    public void Send(long startedEventId) => (SentMessageId, SentSequencingId) = ($"{id}/request", startedEventId - 1);

    /// <summary>The task that carried it came to nothing.</summary>
    public void Unsend() => SentMessageId = null;

    public void Complete(Outcome outcome)
    {
        Outcome = outcome;
        Changed.Raise();
    }

    public void Lose(RpcException why)
    {
        Lost = why;
        Changed.Raise();
    }
}
