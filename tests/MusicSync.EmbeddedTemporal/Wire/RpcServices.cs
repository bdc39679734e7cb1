using Google.Protobuf;
using Grpc.Core;

namespace MusicSync.EmbeddedTemporal.Wire;

/// <summary>
/// Builds a gRPC service from messages that have no generated server code. Nothing here touches a service descriptor: that
/// would read all of the API's 123 methods, which is most of a start.
/// </summary>
internal sealed class RpcServiceBuilder(string service, Action<string> checkNamespace)
{
    private readonly ServerServiceDefinition.Builder _builder = ServerServiceDefinition.CreateBuilder();

    /// <summary>Serves a method that answers at once.</summary>
    public RpcServiceBuilder Add<TRequest, TResponse>(
        string method, MessageParser<TRequest> requests, MessageParser<TResponse> responses, Func<TRequest, TResponse> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Add(method, requests, responses, (request, _) => Task.FromResult(handle(request)));

    /// <summary>Serves a method that may wait.</summary>
    public RpcServiceBuilder Add<TRequest, TResponse>(
        string method,
        MessageParser<TRequest> requests,
        MessageParser<TResponse> responses,
        Func<TRequest, ServerCallContext, Task<TResponse>> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var bound = new Method<TRequest, TResponse>(MethodType.Unary, service, method, Of(requests), Of(responses));
        _builder.AddMethod(bound, NamespaceOf<TRequest>() is not { } namespaceOf
            ? new UnaryServerMethod<TRequest, TResponse>(handle)
            : (request, context) =>
            {
                checkNamespace(namespaceOf(request));
                return handle(request, context);
            });
        return this;
    }

    public ServerServiceDefinition Build() => _builder.Build();

    // By name, since the messages share no interface; by delegate, since it is asked for with each call.
    private static Func<TRequest, string>? NamespaceOf<TRequest>() =>
        typeof(TRequest).GetProperty("Namespace")?.GetMethod?.CreateDelegate<Func<TRequest, string>>();

    private static Marshaller<T> Of<T>(MessageParser<T> parser)
        where T : class, IMessage<T> => Marshallers.Create(
            (message, context) =>
            {
                context.SetPayloadLength(message.CalculateSize());
                message.WriteTo(context.GetBufferWriter());
                context.Complete();
            },
            context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));
}

/// <summary><c>grpc.health.v1</c>: whoever gets an answer may send requests.</summary>
internal static class HealthService
{
    // HealthCheckResponse { status = SERVING }: field 1, varint, value 1.
    private static readonly byte[] Serving = [0x08, 0x01];
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    public static ServerServiceDefinition Define() => ServerServiceDefinition.CreateBuilder()
        .AddMethod(
            new Method<byte[], byte[]>(MethodType.Unary, "grpc.health.v1.Health", "Check", Bytes, Bytes),
            new UnaryServerMethod<byte[], byte[]>((_, _) => Task.FromResult(Serving)))
        .Build();
}

/// <summary>Answers every call that nothing serves, and names it.</summary>
internal static class UnservedCalls
{
    /// <summary>A response without messages carries its status as headers ("Trailers-Only" in gRPC's HTTP/2 protocol).</summary>
    public static Task AnswerAsync(HttpContext call)
    {
        var name = call.Request.Path.Value!.Split('/')[^1];
        call.Response.ContentType = "application/grpc";
        call.Response.Headers["grpc-status"] = ((int)StatusCode.Unimplemented).ToString(System.Globalization.CultureInfo.InvariantCulture);
        call.Response.Headers["grpc-message"] = Uri.EscapeDataString(TemporalErrors.MissingFeature(name));
        return Task.CompletedTask;
    }
}
