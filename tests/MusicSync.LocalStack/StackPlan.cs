using MusicSync.LocalStack.Processes;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.LocalStack;

/// <summary>Everything that is decided before the first process is started.</summary>
/// <param name="Addresses">Where everything listens.</param>
/// <param name="Data">Where state and logs lie.</param>
/// <param name="Cli">The Temporal program; null when the server runs already.</param>
/// <param name="Services">How the MusicSync processes are started.</param>
internal sealed record StackPlan(StackAddresses Addresses, DataFolder Data, string? Cli, StackServices Services)
{
    public static async Task<StackPlan> MakeAsync(LocalStackOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        var cli = options.TemporalAddress is null
            ? TemporalCli.OfThisProcess.Find() ?? await SdkDownload.GetAsync()
            : null;
        var addresses = StackAddresses.Take(options.Workers, options.TemporalAddress);
        var data = new DataFolder(options.DataDirectory);
        var environment = new ServiceEnvironment(options, Environment.GetEnvironmentVariables());
        var build = new BuildOutput(AppContext.BaseDirectory);
        return new StackPlan(addresses, data, cli, new StackServices(options, addresses, data, build, environment));
    }

    public ServiceDefinition? TemporalService() => Cli is null
        ? null
        : TemporalServer.Define(Cli, Addresses.Temporal, Addresses.TemporalUi!, Data.TemporalDatabase);
}
