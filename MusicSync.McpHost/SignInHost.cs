using Microsoft.Extensions.Options;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.SignIn;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost;

/// <summary>
/// Signs in without a page of ours, for <c>--stdio</c> and for machines without a browser: prints Spotify's address, waits
/// on loopback for the browser to come back, and says who is connected.
/// </summary>
internal static class SignInHost
{
    public const string Option = "--sign-in";

    // Fixed, so that it can be forwarded from another machine: ssh -L 5311:127.0.0.1:5311 …
    private const string DefaultAddress = "http://127.0.0.1:5311";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <returns>0 when somebody is connected, else 1.</returns>
    public static Task<int> RunAsync(string[] args) => RunAsync(
        WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args.Except([Option])], ContentRootPath = AppContext.BaseDirectory }),
        Console.Out,
        CancellationToken.None);

    public static async Task<int> RunAsync(WebApplicationBuilder builder, TextWriter output, CancellationToken cancellationToken)
    {
        // Standard output is for the person.
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(DefaultAddress);
        builder.AddServiceDefaults();
        builder.Services.AddMusicSyncMcp();
        builder.Services.AddSignIn();
        await using var app = builder.Build();
        try
        {
            return await SignInAsync(app, output, cancellationToken);
        }
        catch (Exception refused) when (refused is OptionsValidationException or IOException)
        {
            await output.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<int> SignInAsync(WebApplication app, TextWriter output, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(app.Services.GetRequiredService<IOptions<SpotifyOptions>>().Value.ClientId))
        {
            await output.WriteLineAsync(GrantRefusal.NoCredentials.Text);
            return 1;
        }

        var flow = app.Services.GetRequiredService<SignInFlow>();
        var attempt = flow.Begin(new Uri(DefaultAddress + SignInAddress.CallbackPath));
        var ended = new TaskCompletionSource<SignInOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        app.MapLoneCallback(attempt, ended);
        await app.StartAsync(cancellationToken);
        await output.WriteLineAsync($"Open this address in a browser on this machine, and agree:\n\n{flow.ConsentAddress(attempt)}\n");
        try
        {
            var outcome = await ended.Task.WaitAsync(Patience, cancellationToken);
            await output.WriteLineAsync($"{outcome.Title}. {outcome.Text}");
            // Lets the browser have its page.
            await app.StopAsync(cancellationToken);
            return outcome.IsConnected ? 0 : 1;
        }
        catch (TimeoutException)
        {
            await output.WriteLineAsync("Nobody agreed within ten minutes. Start it again when you are ready.");
            return 1;
        }
    }
}
