using System.Net;
using System.Text.Json;
using ModelContextProtocol;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class McpTransportErrorsTests
{
    public static TheoryData<Exception, string> Cases => new()
    {
        { new HttpRequestException(HttpRequestError.ConnectionError), McpFailureKind.McpUnavailable },
        { Status(HttpStatusCode.ServiceUnavailable), McpFailureKind.McpUnavailable },
        { Status(HttpStatusCode.TooManyRequests), McpFailureKind.McpUnavailable },
        { Status(HttpStatusCode.Unauthorized), McpFailureKind.McpUnavailable },
        { Status(HttpStatusCode.NotFound), McpFailureKind.McpUnavailable },
        { Status(HttpStatusCode.RequestEntityTooLarge), McpFailureKind.InvalidArgument },
        { Status(HttpStatusCode.BadGateway), McpFailureKind.OutcomeUnknown },
        { new HttpRequestException(HttpRequestError.ResponseEnded), McpFailureKind.OutcomeUnknown },
        { new HttpIOException(HttpRequestError.ResponseEnded), McpFailureKind.OutcomeUnknown },
        { new TaskCanceledException(), McpFailureKind.OutcomeUnknown },
        { new McpException("POST response completed without a reply"), McpFailureKind.OutcomeUnknown },
        { new McpProtocolException("Unknown tool", McpErrorCode.InvalidParams), McpFailureKind.InvalidArgument },
        { new McpProtocolException("boom", McpErrorCode.InternalError), McpFailureKind.Internal },
        { new JsonException(), McpFailureKind.Internal },
        { new NotSupportedException(), McpFailureKind.Internal },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Classify_SaysWhetherTheCallMayHaveRun(Exception exception, string kind)
    {
        var failure = McpTransportErrors.Classify("add_to_playlist", exception);

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(kind == McpFailureKind.OutcomeUnknown, failure.OutcomeUnknown);
    }

    private static HttpRequestException Status(HttpStatusCode status) => new("refused", inner: null, status);
}
