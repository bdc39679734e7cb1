namespace MusicSync.AppHost.Temporal;

/// <summary>A Temporal dev server, whatever runs it. Its connection string is <c>host:port</c>, as clients want it.</summary>
internal interface ITemporalResource
    : IResourceWithEndpoints, IResourceWithConnectionString, IResourceWithArgs, IResourceWithWaitSupport
{
    /// <summary>Name of the gRPC endpoint.</summary>
    const string GrpcEndpoint = "grpc";

    /// <summary>Name of the web page's endpoint.</summary>
    const string UiEndpoint = "ui";

    ReferenceExpression IResourceWithConnectionString.ConnectionStringExpression =>
        ReferenceExpression.Create($"{this.GetEndpoint(GrpcEndpoint).Property(EndpointProperty.HostAndPort)}");

    // A reference to "temporal" makes them TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE, which every Temporal SDK reads.
    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Address", ConnectionStringExpression),
        new("Namespace", ReferenceExpression.Create($"{TemporalDevServer.Namespace}")),
    ];
}
