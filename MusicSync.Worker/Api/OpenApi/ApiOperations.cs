using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace MusicSync.Worker.Api.OpenApi;

/// <summary>What each call is for, what it takes, and what it answers.</summary>
/// <param name="Summary">In a few words.</param>
/// <param name="Description">What a caller has to know.</param>
/// <param name="Answers">What it answers when all is well.</param>
/// <param name="Problems">Status codes of its problem documents.</param>
internal sealed record ApiOperation(string Summary, string Description, ApiAnswer[] Answers, params int[] Problems)
{
    /// <summary>What every call may end with: no key, no such host name or origin, too many, a defect, no Temporal.</summary>
    private static readonly int[] Always = [401, 403, 429, 500, 503];

    /// <summary>Whether it is a probe, which nobody turns away.</summary>
    public bool IsProbe { get; init; }

    public IEnumerable<int> AllProblems => IsProbe ? [] : Problems.Concat(Always).Order();
}

/// <summary>An answer.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="MediaType">Its kind; null where it has no body.</param>
/// <param name="Body">Type of its document; null for text.</param>
/// <param name="Example">What it may look like.</param>
internal sealed record ApiAnswer(int Status, string? MediaType = MediaTypeNames.Application.Json, Type? Body = null, JsonNode? Example = null);

/// <summary>Describes each call by its name, which is its operation id.</summary>
internal static class ApiOperations
{
    private const string Health = "Health";
    private const string ProblemMediaType = "application/problem+json";

    public static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is not { } name || !ApiOperationTexts.All.TryGetValue(name, out var told))
        {
            throw new InvalidOperationException(
                $"'{context.Description.HttpMethod} {context.Description.RelativePath}' has no description; name it, and add it to {nameof(ApiOperationTexts)}.");
        }

        (operation.Summary, operation.Description) = (told.Summary, told.Description);
        operation.Tags = Tags(TagOf(name, context.Description.RelativePath), context.Document);
        if (name == ApiOperationTexts.StartSync)
        {
            operation.RequestBody = ApiBodies.OfStart(await SchemaAsync(context, typeof(PostedSync), cancellationToken));
            operation.Parameters = [.. operation.Parameters ?? [], .. ApiBodies.Options()];
        }

        operation.Responses = [];
        foreach (var answer in told.Answers)
        {
            await AddAsync(operation.Responses, answer, context, cancellationToken);
        }

        var problem = await SchemaAsync(context, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), cancellationToken);
        foreach (var status in told.AllProblems)
        {
            operation.Responses[$"{status}"] = Problem(status, problem);
        }
    }

    /// <summary>The liveness probe.</summary>
    public static OpenApiOperation Alive(OpenApiDocument document) => new()
    {
        Tags = Tags(Health, document),
        OperationId = "isAlive",
        Summary = "Is it alive?",
        Description = "Liveness: 200 as long as the process should not be started anew. Needs no key.",
        Responses = new OpenApiResponses { ["200"] = new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(200) } },
    };

    private static string TagOf(string name, string? path) => name.EndsWith("Health", StringComparison.Ordinal)
        ? Health
        : path?.StartsWith("agents", StringComparison.Ordinal) is true ? "Agents"
        : path?.StartsWith("orders", StringComparison.Ordinal) is true ? "Orders" : "Syncs";

    private static HashSet<OpenApiTagReference> Tags(string name, OpenApiDocument? document) => [new(name, document)];

    private static async Task AddAsync(
        OpenApiResponses responses, ApiAnswer answer, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!responses.TryGetValue($"{answer.Status}", out var known) || known is not OpenApiResponse response)
        {
            responses[$"{answer.Status}"] = response = new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(answer.Status) };
        }

        if (answer.MediaType is { } mediaType)
        {
            response.Content ??= new Dictionary<string, OpenApiMediaType>();
            response.Content[mediaType] = new OpenApiMediaType
            {
                Schema = answer.Body is null
                    ? new OpenApiSchema { Type = JsonSchemaType.String }
                    : await SchemaAsync(context, answer.Body, cancellationToken),
                Example = answer.Example?.DeepClone(),
            };
        }
    }

    // The document names a type once; each call refers to it.
    private static async Task<IOpenApiSchema> SchemaAsync(
        OpenApiOperationTransformerContext context, Type type, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(type.Name) is not true)
        {
            document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, parameterDescription: null, cancellationToken));
        }

        return new OpenApiSchemaReference(type.Name, document);
    }

    private static OpenApiResponse Problem(int status, IOpenApiSchema schema) => new()
    {
        Description = ReasonPhrases.GetReasonPhrase(status),
        Headers = status is 429 or 503
            ? new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds after which to call again.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                },
            }
            : null,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemMediaType] = new() { Schema = schema, Example = ApiExamples.Problem(status) },
        },
    };
}
