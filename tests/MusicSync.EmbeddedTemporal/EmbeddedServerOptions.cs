using Microsoft.Extensions.Logging.Abstractions;

namespace MusicSync.EmbeddedTemporal;

/// <summary>How an <see cref="EmbeddedServer"/> runs. The defaults give an empty server in memory on a free port.</summary>
public sealed record EmbeddedServerOptions
{
    /// <summary>Port on 127.0.0.1; there is no way to listen on another address.</summary>
    /// <value>0 to 65535; 0, the default, takes any free one.</value>
    public int Port { get; init; }

    /// <summary>The one namespace that is served.</summary>
    /// <value>Default <c>default</c>.</value>
    public string Namespace { get; init; } = "default";

    /// <summary>The file that keeps the server's state, created when it is missing. One server at a time may use it.</summary>
    /// <value>Null, the default, keeps everything in memory only.</value>
    public string? JournalFile { get; init; }

    /// <summary>Whether each change waits for the disk, so that it survives a power loss too and not only the process's end.</summary>
    /// <value>Default false: a change costs tens of microseconds instead of a millisecond.</value>
    public bool FlushToDisk { get; init; }

    /// <summary>
    /// Whether hours may pass at once while nothing is under way. The clock starts held, as in Temporal's own test server:
    /// <see cref="EmbeddedEnvironment"/> lets it run while a test waits.
    /// </summary>
    public bool TimeSkipping { get; init; }

    /// <summary>The real time under the server's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long a closed run can still be read. Clients can change it (UpdateNamespace), and the journal keeps that.</summary>
    /// <value>Above 0; default a day, as in the dev server.</value>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Where the server tells of trouble that no request has to hear of.</summary>
    /// <value>Default: nowhere.</value>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>From how many events on a workflow is advised to continue as new.</summary>
    /// <value>Default 4,096, as in the real server. A small number lets a test see continue-as-new early.</value>
    public int ContinueAsNewEvents { get; init; } = 4096;

    /// <summary>From how many bytes of history on a workflow is advised to continue as new.</summary>
    /// <value>Default 4 MiB, as in the real server.</value>
    public long ContinueAsNewBytes { get; init; } = 4 * 1024 * 1024;
}
