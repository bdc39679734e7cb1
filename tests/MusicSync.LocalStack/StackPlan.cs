using MusicSync.LocalStack.Processes;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.LocalStack;

/// <summary>Everything that is decided before the first process is started.</summary>
/// <param name="Addresses">Where everything listens.</param>
/// <param name="Data">Where state and logs lie.</param>
/// <param name="Temporal">Which Temporal server is started; null when one runs already.</param>
/// <param name="Services">How the MusicSync processes are started.</param>
internal sealed record StackPlan(
    StackAddresses Addresses, DataFolder Data, TemporalChoice? Temporal, StackServices Services)
{
    /// <summary>Which Temporal it is, for people.</summary>
    public string TemporalLine => Temporal?.Line ?? $"the server at {Addresses.Temporal}, which ran before";

    /// <exception cref="FileNotFoundException">A program that is needed is not there.</exception>
    public static StackPlan Make(LocalStackOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        var temporal = options.TemporalAddress is null
            ? TemporalChoice.Make(options.Temporal, TemporalCli.OfThisProcess.Find)
            : null;
        var addresses = StackAddresses.Take(options.Workers, options.TemporalAddress, hasUi: temporal is { IsEmbedded: false });
        var data = new DataFolder(options.DataDirectory);
        var environment = new ServiceEnvironment(options, Environment.GetEnvironmentVariables());
        var build = new BuildOutput(AppContext.BaseDirectory);
        return new StackPlan(addresses, data, temporal, new StackServices(options, addresses, data, build, environment));
    }

    public ServiceDefinition? TemporalService() => Temporal switch
    {
        null => null,
        { Cli: { } cli } => TemporalServer.Define(cli, Addresses.Temporal, Addresses.TemporalUi!, Data.TemporalDatabase),
        _ => Services.EmbeddedTemporal(),
    };
}
