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
        { new HttpRequestException(HttpRequestError.SecureConnectionError), McpFailureKind.McpUnavailable },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), McpFailureKind.McpUnavailable },
        { Status(HttpStatusCode.ServiceUnavailable), McpFailureKind.McpUnavailable },
        { Status(HttpStatusCode.TooManyRequests), McpFailureKind.McpUnavailable },
        { Status(HttpStatusCode.BadRequest), McpFailureKind.McpRefused },
        { Status(HttpStatusCode.Unauthorized), McpFailureKind.McpRefused },
        { Status(HttpStatusCode.Forbidden), McpFailureKind.McpRefused },
        { Status(HttpStatusCode.NotFound), McpFailureKind.McpRefused },
        { Status(HttpStatusCode.MethodNotAllowed), McpFailureKind.McpRefused },
        { Status(HttpStatusCode.RequestEntityTooLarge), McpFailureKind.McpRefused },
        { Status(HttpStatusCode.MisdirectedRequest), McpFailureKind.McpRefused },
        { Status(HttpStatusCode.RequestTimeout), McpFailureKind.OutcomeUnknown },
        { Status(HttpStatusCode.BadGateway), McpFailureKind.OutcomeUnknown },
        { new HttpRequestException(HttpRequestError.ResponseEnded), McpFailureKind.OutcomeUnknown },
        { new HttpIOException(HttpRequestError.ResponseEnded), McpFailureKind.OutcomeUnknown },
        { new TaskCanceledException(), McpFailureKind.OutcomeUnknown },
        { new McpException("POST response completed without a reply"), McpFailureKind.OutcomeUnknown },
        { new McpProtocolException("Unknown tool", McpErrorCode.InvalidParams), McpFailureKind.McpRefused },
        { new McpProtocolException("Unknown method", McpErrorCode.MethodNotFound), McpFailureKind.McpRefused },
        { new McpProtocolException("Other revision", McpErrorCode.UnsupportedProtocolVersion), McpFailureKind.McpRefused },
        { new McpProtocolException("A code of its own", (McpErrorCode)(-31_999)), McpFailureKind.McpRefused },
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

    [Fact]
    public void Classify_NeverSaysAnythingAboutTracksOrPlaylists()
    {
        string[] aboutThem = [McpFailureKind.NotFound, McpFailureKind.Forbidden, McpFailureKind.InvalidArgument];
        Exception[] refusals =
        [
            .. Enumerable.Range(300, 300).Select(status => Status((HttpStatusCode)status)),
            .. Enum.GetValues<McpErrorCode>().Select(code => new McpProtocolException("refused", code)),
        ];

        Assert.All(refusals, refusal => Assert.DoesNotContain(
            McpTransportErrors.Classify("get_track", refusal).Kind, aboutThem));
    }

    [Fact]
    public void Classify_OfARefusedKey_SaysWhereToSetIt() => Assert.Contains(
        "Access__ApiKey", McpTransportErrors.Classify("get_track", Status(HttpStatusCode.Unauthorized)).Message, StringComparison.Ordinal);

    private static HttpRequestException Status(HttpStatusCode status) => new("refused", inner: null, status);
}
