namespace MusicSync.AppHost.Temporal;

/// <summary>The command line that container and process share.</summary>
internal static class TemporalDevServer
{
    public const string Namespace = "default";

    /// <summary>Adds <c>server start-dev</c> with the flags that make it quick and keep its data.</summary>
    public static IResourceBuilder<T> WithDevServerArgs<T>(this IResourceBuilder<T> server, string ip, string database)
        where T : ITemporalResource => server.WithArgs(context =>
        {
            context.Args.AddRange(["server", "start-dev", "--ip", ip, "--db-filename", database]);
            context.Args.Add("--port");
            context.Args.Add(server.GetEndpoint(ITemporalResource.GrpcEndpoint).Property(EndpointProperty.TargetPort));
            context.Args.Add("--ui-port");
            context.Args.Add(server.GetEndpoint(ITemporalResource.UiEndpoint).Property(EndpointProperty.TargetPort));
            context.Args.AddRange(
            [
                "--log-level", "warn",
                // Twice the throughput of SQLite's defaults.
                "--sqlite-pragma", "journal_mode=wal",
                "--sqlite-pragma", "synchronous=normal",
                // One shard polls 20 times a second by default, which costs 40 ms a step.
                "--dynamic-config-value", "history.transferProcessorMaxPollRPS=1000",
                // Timers under a second take a second by default. The value is JSON, so its quotes belong to it.
                "--dynamic-config-value", "history.timerProcessorMaxTimeShift=\"20ms\"",
            ]);
        });

    private static void AddRange(this IList<object> args, IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            args.Add(word);
        }
    }
}
