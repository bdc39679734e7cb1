using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Agents.Models;

namespace MusicSync.Worker.Tests.Agents;

/// <summary>The client as it is configured, on a server of the test's: what its answers mean, and that it asks once.</summary>
public sealed class ModelClientTests
{
    private const string Key = "sk-secret-of-the-test";
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Question_GoesToTheConfiguredAddress_WithKeyAndModel()
    {
        using var server = new Server(HttpStatusCode.OK, """{"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0, "message": {"role": "assistant", "content": "hello"}, "finish_reason": "stop"}]}""");

        var answer = await AskAsync(server);

        Assert.Equal("hello", answer.Text);
        Assert.Equal("http://127.0.0.1:9/v1/chat/completions", server.Address?.AbsoluteUri);
        Assert.Equal($"Bearer {Key}", server.Authorization);
        Assert.Contains("\"model\":\"qwen3\"", server.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, """{"error": {"message": "Incorrect API key provided: sk-secret-of-the-test", "code": "invalid_api_key"}}""", "Refused", "HTTP 401, invalid_api_key")]
    [InlineData(403, "", "Refused", "HTTP 403")]
    [InlineData(429, """{"error": {"type": "insufficient_quota", "code": "insufficient_quota"}}""", "Refused", "no credit")]
    [InlineData(402, "{}", "Refused", "no credit")]
    [InlineData(404, """{"error": {"code": "model_not_found"}}""", "Refused", "does not know the model")]
    [InlineData(400, """{"error": {"code": "context_length_exceeded"}}""", "TooLong", "longer than the model takes")]
    [InlineData(413, "<html>", "TooLong", "longer than the model takes")]
    [InlineData(400, """{"error": {"code": "not a code: sk-secret-of-the-test"}}""", "Rejected", "(HTTP 400)")]
    [InlineData(422, "[]", "Rejected", "HTTP 422")]
    [InlineData(500, "", "Unavailable", "HTTP 500")]
    [InlineData(503, "", "Unavailable", "takes no questions now")]
    [InlineData(408, "", "Unavailable", "HTTP 408")]
    public async Task Refusal_IsOfItsKind_IsNotRepeated_AndTellsNoSecret(int status, string body, string kind, string told)
    {
        using var server = new Server((HttpStatusCode)status, body);

        var failure = await FailAsync(server);

        Assert.Equal(kind, failure.Kind.ToString());
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("retry-after", "20", 20.0)]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("retry-after", "Tue, 24 Nov 2026 14:01:00 GMT", 60.0)]
    [InlineData("retry-after", "soon", null)]
    public async Task PauseThatTheServerAsksFor_IsRead(string header, string value, double? seconds)
    {
        using var server = new Server(HttpStatusCode.TooManyRequests, "{}", header, value);

        var failure = await FailAsync(server);

        Assert.Equal(ModelFailureKind.RateLimited, failure.Kind);
        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsAnOutage()
    {
        using var server = new Server(new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

        Assert.Equal(ModelFailureKind.Unavailable, (await FailAsync(server)).Kind);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public void ClientThatCallsToolsByItself_StopsTheStart()
    {
        using var server = new Server(HttpStatusCode.OK, "");
        using var client = ModelOf(server).Client.AsBuilder().UseFunctionInvocation().Build();

        var refused = Assert.Throws<InvalidOperationException>(() => new AgentModels([new AgentModel("eager", client)]));

        Assert.Contains("'eager' calls tools by itself", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<ChatResponse> AskAsync(Server server) =>
        await ModelOf(server).Client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<ModelFailure> FailAsync(Server server)
    {
        var exception = await Record.ExceptionAsync(() => AskAsync(server));
        return ModelErrors.Of(exception!, Now)!;
    }

    private static AgentModel ModelOf(Server server)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Agents:Models:local:Endpoint", "http://127.0.0.1:9/v1"), new("Agents:Models:local:Key", Key), new("Agents:Models:local:Name", "qwen3"),
            new("Agents:Models:default:Endpoint", ""), new("Agents:Models:default:Key", ""), new("Agents:Models:default:Name", ""),
        ]).Build());
        services.AddAgents();
        services.AddHttpClient(ModelClients.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => server);
        return Assert.Single(ModelClients.From(services.BuildServiceProvider()));
    }

    private sealed class Server : HttpMessageHandler
    {
        private readonly Func<HttpResponseMessage> _answer;

        public Server(HttpStatusCode status, string body, string? header = null, string? value = null) => _answer = () =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (header is not null)
            {
                response.Headers.TryAddWithoutValidation(header, value);
            }

            return response;
        };

        public Server(Exception failure) => _answer = () => throw failure;

        public int Requests { get; private set; }

        public Uri? Address { get; private set; }

        public string? Authorization { get; private set; }

        public string? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            (Address, Authorization) = (request.RequestUri, request.Headers.Authorization?.ToString());
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return _answer();
        }
    }
}
