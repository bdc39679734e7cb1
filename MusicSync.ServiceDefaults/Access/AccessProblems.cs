using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>Says in a refusal's problem document (RFC 9457) what to do about it.</summary>
internal sealed class AccessProblems(KnownCallers callers) : IConfigureOptions<ProblemDetailsOptions>
{
    public void Configure(ProblemDetailsOptions options) => options.CustomizeProblemDetails =
        context => context.ProblemDetails.Detail ??= Detail(context.HttpContext);

    private string? Detail(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status400BadRequest when !callers.IsServed(context.Request.Host) =>
            $"The service is not to be called '{context.Request.Host}'; use its own name, or add this one to AllowedHosts.",
        StatusCodes.Status401Unauthorized =>
            "Send the service's key in the header 'Authorization: Bearer KEY'; it is the value of Access__ApiKey.",
        StatusCodes.Status403Forbidden =>
            $"Pages of '{context.Request.Headers.Origin}' may not call; add it to Access__AllowedOrigins__0 if they shall.",
        StatusCodes.Status413PayloadTooLarge => "The request is larger than this service takes; send it in parts.",
        StatusCodes.Status429TooManyRequests => "Too many calls from this address; go on after the seconds in Retry-After.",
        _ => null,
    };
}
