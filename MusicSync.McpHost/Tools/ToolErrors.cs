using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.RateLimiting;

namespace MusicSync.McpHost.Tools;

/// <summary>The one call-tool filter: whatever goes wrong in a tool leaves the host in the same shape.</summary>
internal static partial class ToolErrors
{
    public static McpRequestHandler<CallToolRequestParams, CallToolResult> Filter(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) => async (context, cancellationToken) =>
    {
        try
        {
            ArgumentCheck.Check(context);
            CurrentPriority.Value = Arguments.Priority(context.Params?.Meta);
            return await next(context, cancellationToken);
        }
        catch (McpProtocolException)
        {
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            var (address, failure) = (context.Services!.GetRequiredService<SignInAddress>(), FailureOf(error, context));
            SignInOffer.ThrowIfWanted(context, failure, address.Page);
            return ToolError.Result(address.AddTo(failure));
        }
    };

    private static SpotifyFailure FailureOf(Exception error, RequestContext<CallToolRequestParams> context)
    {
        switch (error)
        {
            case SpotifyException { Failure: { Kind: FailureKind.Internal } unexpected }:
                return unexpected with { Text = $"{unexpected.Text} Internal error, trace {TraceId}." };
            case SpotifyException spotify:
                return spotify.Failure;
            case InvalidArgumentException:
                return new SpotifyFailure(FailureKind.InvalidArgument, error.Message);
            default:
                Log.Defect(LoggerOf(context), error, context.Params?.Name, TraceId);
                return new SpotifyFailure(
                    FailureKind.Internal, $"Internal error in the Spotify host, trace {TraceId}. Its log says more under this id.");
        }
    }

    private static string TraceId => Activity.Current?.TraceId.ToString() ?? "none";

    private static ILogger LoggerOf(RequestContext<CallToolRequestParams> context) =>
        context.Services!.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ToolErrors));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Tool {Tool} failed unexpectedly, trace {TraceId}")]
        public static partial void Defect(ILogger logger, Exception error, string? tool, string traceId);
    }
}

/// <summary>The machine-readable half of a failed result.</summary>
internal sealed record ToolError(
    FailureKind Kind, int? RetryAfterSeconds, int? HttpStatus, string? RequiredScope, bool OutcomeUnknown)
{
    /// <summary>
    /// A failed result. It has no structured content: clients that check it against the tool's output schema would
    /// throw and lose the error.
    /// </summary>
    public static CallToolResult Result(SpotifyFailure failure) => new()
    {
        IsError = true,
        Content = [new TextContentBlock { Text = failure.Text }],
        Meta = new JsonObject { [MusicSyncMeta.Error] = Of(failure).ToJson() },
    };

    private static ToolError Of(SpotifyFailure failure) => new(
        failure.Kind,
        failure.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null,
        failure.HttpStatus,
        failure.RequiredScope,
        failure.OutcomeUnknown);

    private JsonNode? ToJson() => JsonSerializer.SerializeToNode(this, ToolErrorJson.Default.ToolError);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SnakeCaseConverter<FailureKind>)])]
[JsonSerializable(typeof(ToolError))]
internal sealed partial class ToolErrorJson : JsonSerializerContext;
