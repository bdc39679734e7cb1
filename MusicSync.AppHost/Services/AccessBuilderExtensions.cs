namespace MusicSync.AppHost.Services;

/// <summary>The key that callers of the services need wherever they do not listen on loopback only.</summary>
internal static class AccessBuilderExtensions
{
    // Letters and digits only: it travels in a header and is typed into phones.
    private static GenerateParameterDefault Generated => new() { MinLength = 32, Special = false };

    /// <summary>The key when published; null when run, where everything listens on loopback.</summary>
    public static IResourceBuilder<ParameterResource>? AddAccessKey(this IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsPublishMode
            ? builder.AddParameter("access-key", Generated, secret: true)
                .WithDescription("Key that worker and MCP host ask their callers for.")
            : null;

    public static IResourceBuilder<ProjectResource> WithAccessKey(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ParameterResource>? accessKey) =>
        accessKey is null ? service : service.WithEnvironment("Access__ApiKey", accessKey);
}
