using System.Net;
using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;

namespace MusicSync.Worker.SignIn;

/// <summary>Registers the sign-in under the worker's name, and what follows from one.</summary>
internal static class SignInServiceCollectionExtensions
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddHostedService<ResumeAfterSignIn>();
        services.AddOptionsWithValidateOnStart<SignInOptions, SignInOptionsValidator>().BindConfiguration(SignInOptions.SectionName);
        return services.AddSignInPages();
    }

    public static IServiceCollection AddSignInPages(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddHttpClient(SignInForwarding.HttpClientName)
            .WithoutStandardResilience()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = TimeSpan.FromSeconds(3),
                UseCookies = false,
                UseProxy = false,
            });
        services.AddSingleton<SignInForwarding>();
        services.AddSingleton<SignInSignal>();
        // It writes at Information where each call goes, and the address of a callback holds a code.
        return services.AddLogging(logging => logging.AddFilter("Yarp.ReverseProxy", LogLevel.Warning));
    }

    /// <summary>The pages themselves; what the host tells the worker alone is not among them.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(SignInForwarding.Path, [HttpMethods.Get, HttpMethods.Post], ForwardAsync).AsksForTheKeyItself().ExcludeFromDescription();
        endpoints.MapGet(SignInForwarding.CallbackPath, ForwardAsync).AsksForTheKeyItself().ExcludeFromDescription();
        endpoints.MapPost(SignInForwarding.OutPath, ForwardAsync).AsksForTheKeyItself().ExcludeFromDescription();
    }

    private static Task<IResult> ForwardAsync(HttpContext context, SignInForwarding forwarding) => forwarding.ForwardAsync(context);
}
