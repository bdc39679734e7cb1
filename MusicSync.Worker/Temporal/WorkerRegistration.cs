using Temporalio.Worker;

namespace MusicSync.Worker.Temporal;

/// <summary>What a feature adds to the worker: its workflows and activities.</summary>
internal sealed record WorkerRegistration(Action<TemporalWorkerOptions> Apply);
