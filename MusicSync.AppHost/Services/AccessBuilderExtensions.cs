namespace MusicSync.AppHost.Services;

/// <summary>What callers need wherever the services do not listen on loopback only: the key, and a name that is served.</summary>
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

    /// <summary>Names of the worker that the deployment does not know; null when run.</summary>
    public static IResourceBuilder<ParameterResource>? AddPublicNames(this IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsPublishMode
            ? builder.AddParameter("public-names", new TextDefault("localhost;127.0.0.1"))
                .WithDescription("Further names callers use for the worker, `;` between, such as `localhost;homeserver`.", enableMarkdown: true)
            : null;

    public static IResourceBuilder<ProjectResource> WithAccessKey(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ParameterResource>? accessKey) =>
        accessKey is null ? service : service.WithEnvironment("Access__ApiKey", accessKey);

    /// <summary>Lets the service be called by the name the deployment gives it. When run, loopback names are enough.</summary>
    public static IResourceBuilder<ProjectResource> WithServedHosts(this IResourceBuilder<ProjectResource> service) =>
        service.ApplicationBuilder.ExecutionContext.IsRunMode
            ? service
            : service.WithEnvironment("AllowedHosts", ReferenceExpression.Create($"{OwnName(service)}"));

    /// <summary>The same with further names.</summary>
    public static IResourceBuilder<ProjectResource> WithServedHosts(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ParameterResource>? names) =>
        names is null
            ? service
            : service.WithEnvironment("AllowedHosts", ReferenceExpression.Create($"{OwnName(service)};{names}"));

    private static EndpointReferenceExpression OwnName(IResourceBuilder<ProjectResource> service) =>
        service.GetEndpoint("http").Property(EndpointProperty.Host);
}
