using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace MusicSync.AppHost.Tests;

/// <summary>The AppHost's model, made as by <c>aspire run</c> or <c>aspire publish</c>, with nothing started.</summary>
internal sealed class AppModel(IDistributedApplicationTestingBuilder builder) : IAsyncDisposable
{
    public string AppHostDirectory => builder.AppHostDirectory;

    public IEnumerable<string> Names => builder.Resources.Select(resource => resource.Name);

    public IResource this[string name] => builder.Resources.Single(resource => resource.Name == name);

    /// <summary>For a run without an account, whatever this machine has in its user secrets, and whatever engine it has.</summary>
    public static Task<AppModel> ForRunAsync(params string[] settings) =>
        CreateAsync(["--Parameters:spotify-client-id=", "--Temporal:Mode=container", .. settings]);

    public static Task<AppModel> ForPublishAsync(params string[] settings) =>
        CreateAsync(["--publisher", "manifest", "--output-path", "unused.json", .. settings]);

    /// <summary>The resources of the manifest as it is written.</summary>
    public static async Task<IReadOnlyList<JsonProperty>> ManifestAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("musicsync-manifest-");
        try
        {
            var file = Path.Combine(folder.FullName, "manifest.json");
            var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.MusicSync_AppHost>(
                ["--publisher", "manifest", "--output-path", file, .. settings], TestContext.Current.CancellationToken);
            await using (var app = await builder.BuildAsync(TestContext.Current.CancellationToken))
            {
                await app.RunAsync(TestContext.Current.CancellationToken);
            }

            using var manifest = File.OpenRead(file);
            return [.. JsonDocument.Parse(manifest).RootElement.GetProperty("resources").EnumerateObject()];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public IEnumerable<string> WaitsOf(string name) =>
        this[name].Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name);

    public EndpointAnnotation EndpointOf(string name) => this[name].Annotations.OfType<EndpointAnnotation>().Single();

    /// <summary>Texts of the links that the dashboard shows.</summary>
    public async Task<IReadOnlyList<string?>> LinksOfAsync(string name)
    {
        var resource = (IResourceWithEndpoints)this[name];
        var links = new ResourceUrlsCallbackContext(
            new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run),
            resource,
            [.. resource.GetEndpoints().Select(endpoint => new ResourceUrlAnnotation { Url = "/", Endpoint = endpoint })]);
        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await callback.Callback(links);
        }

        return [.. links.Urls.Select(url => url.DisplayText)];
    }

    public async Task<IReadOnlyDictionary<string, string>> EnvironmentOfAsync(string name)
    {
        var configuration = await EvaluateAsync(
            ExecutionConfigurationBuilder.Create(this[name]).WithEnvironmentVariablesConfig());
        return configuration.EnvironmentVariables.ToDictionary(variable => variable.Key, variable => variable.Value);
    }

    public async Task<IReadOnlyList<string>> ArgumentsOfAsync(string name)
    {
        var configuration = await EvaluateAsync(ExecutionConfigurationBuilder.Create(this[name]).WithArgumentsConfig());
        return [.. configuration.Arguments.Select(argument => argument.Value)];
    }

    public ValueTask DisposeAsync() => builder.DisposeAsync();

    private static async Task<AppModel> CreateAsync(params string[] arguments) =>
        new(await DistributedApplicationTestingBuilder.CreateAsync<Projects.MusicSync_AppHost>(
            arguments, TestContext.Current.CancellationToken));

    // As published: references such as {temporal.connectionString} instead of values that only exist when run.
    private static async Task<IExecutionConfigurationResult> EvaluateAsync(IExecutionConfigurationBuilder configuration)
    {
        var context = new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish);
        var result = await configuration.BuildAsync(
            context, NullLogger.Instance, TestContext.Current.CancellationToken);
        return result.Exception is null ? result : throw result.Exception;
    }
}
