using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MusicSync.AppHost.Tests;

/// <summary>The AppHost's model, built as it is by <c>aspire run</c> or <c>aspire publish</c>, with nothing started.</summary>
internal sealed class AppModel : IAsyncDisposable
{
    private readonly DistributedApplication _application;
    private readonly DistributedApplicationModel _model;

    private AppModel(DistributedApplication application)
    {
        _application = application;
        _model = application.Services.GetRequiredService<DistributedApplicationModel>();
    }

    public IEnumerable<string> Names => _model.Resources.Select(resource => resource.Name);

    public IResource this[string name] => _model.Resources.Single(resource => resource.Name == name);

    public static Task<AppModel> ForRunAsync(params string[] settings) => CreateAsync(settings);

    public static Task<AppModel> ForPublishAsync() => CreateAsync("--publisher", "manifest", "--output-path", "unused.json");

    public IEnumerable<string> WaitsOf(string name) =>
        this[name].Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name);

    /// <summary>Variables as they stand in a published manifest: references instead of values.</summary>
    public async Task<IReadOnlyDictionary<string, string>> EnvironmentOfAsync(string name)
    {
        var context = new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish);
        var configuration = await ExecutionConfigurationBuilder.Create(this[name])
            .WithEnvironmentVariablesConfig()
            .BuildAsync(context, cancellationToken: TestContext.Current.CancellationToken);
        return configuration.EnvironmentVariables.ToDictionary(variable => variable.Key, variable => variable.Value);
    }

    public async Task<IReadOnlyList<string>> ArgumentsOfAsync(string name)
    {
        var context = new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish);
        var configuration = await ExecutionConfigurationBuilder.Create(this[name])
            .WithArgumentsConfig()
            .BuildAsync(context, cancellationToken: TestContext.Current.CancellationToken);
        return [.. configuration.Arguments.Select(argument => argument.Value)];
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task<AppModel> CreateAsync(params string[] arguments)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.MusicSync_AppHost>(
            arguments, TestContext.Current.CancellationToken);
        return new AppModel(await builder.BuildAsync(TestContext.Current.CancellationToken));
    }
}
