using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MusicSync.LocalStack.Commands;

namespace MusicSync.AppHost.Commands;

/// <summary>Buttons that start a sync, so that a whole trace can be seen without a terminal.</summary>
internal static class SyncCommands
{
    private const string File = "list";
    private const string PlaylistName = "playlist-name";
    private const string SampleName = "Road trip";

    /// <summary>The worker takes no more.</summary>
    private const int MaxFileSize = 10 * 1024 * 1024;

    public static IResourceBuilder<ProjectResource> WithSyncCommands(this IResourceBuilder<ProjectResource> worker)
    {
        var sample = Path.GetFullPath(Path.Combine(
            worker.ApplicationBuilder.AppHostDirectory, "..", "tests", "MusicSync.LocalStack", "Samples", "road-trip.csv"));
        return worker
            .WithHttpCommand("/syncs", "Sync a list…", endpointName: "http", commandName: "sync-list", commandOptions: new()
            {
                Description = "Puts the songs of a file into a playlist; the one of that name is made when there is none.",
                IconName = "MusicNote2",
                IsHighlighted = true,
                Arguments =
                [
                    new() { Name = File, Label = "Song list (.csv, .json, .txt)", InputType = InputType.File, Required = true, FileFilter = ".csv,.json,.txt", MaxFileSize = MaxFileSize },
                    new() { Name = PlaylistName, Label = "Playlist name", InputType = InputType.Text, Required = true, MaxLength = 100 },
                ],
                ValidateArguments = context =>
                {
                    Validate(context);
                    return Task.CompletedTask;
                },
                PrepareRequest = async context =>
                {
                    var file = context.Arguments[File].GetFiles()[0];
                    var content = await file.ReadAllBytesAsync(context.CancellationToken);
                    Prepare(context.Request, content, file.Name, context.Arguments.GetString(PlaylistName)!);
                },
                GetCommandResult = ResultAsync,
            })
            .WithHttpCommand("/syncs", "Sync the sample list", endpointName: "http", commandName: "sync-sample", commandOptions: new()
            {
                Description = $"Puts the 28 songs of road-trip.csv into a playlist named {SampleName}.",
                IconName = "MusicNote1",
                PrepareRequest = async context => Prepare(
                    context.Request, await System.IO.File.ReadAllBytesAsync(sample, context.CancellationToken), sample, SampleName),
                GetCommandResult = ResultAsync,
            });
    }

    private static void Validate(InputsDialogValidationContext context)
    {
        var file = context.Inputs[File];
        try
        {
            if (file.GetFiles() is [var chosen])
            {
                SongListFile.TypeOf(chosen.Name);
            }
        }
        catch (BadInputException bad)
        {
            context.AddValidationError(file, bad.Message);
        }
    }

    // A form and not a query string: the path of a command is escaped as a whole.
    private static void Prepare(HttpRequestMessage request, byte[] list, string name, string playlistName)
    {
        var file = new ByteArrayContent(list);
        file.Headers.ContentType = new MediaTypeHeaderValue(SongListFile.TypeOf(name));
        request.Content = new MultipartFormDataContent
        {
            { new StringContent(playlistName), "playlistName" },
            { file, "file", Path.GetFileName(name) },
        };
        // A trace whose id is known here, so that the answer can link to it.
        request.Headers.Add(
            "traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01");
    }

    private static async Task<ExecuteCommandResult> ResultAsync(HttpCommandResultContext context)
    {
        if (!context.Response.IsSuccessStatusCode)
        {
            var problem = await context.Response.Content.ReadFromJsonAsync<Problem>(context.CancellationToken);
            return CommandResults.Failure(problem?.Detail ?? $"The worker answered {(int)context.Response.StatusCode}.");
        }

        var status = await context.Response.Content.ReadFromJsonAsync<SyncStatus>(context.CancellationToken);
        var sync = $"{context.Endpoint.Url}/syncs/{status!.Id}";
        var trace = context.Response.RequestMessage!.Headers.GetValues("traceparent").Single().Split('-')[1];
        var dashboard = context.Services.GetRequiredService<IConfiguration>()["ASPNETCORE_URLS"]?.Split(';')[0];
        return CommandResults.Success(
            $"The sync of {status.Songs?.Total} songs has begun.",
            $"""
            {status.Songs?.Total} songs are on their way into the playlist **{status.Playlist?.Name}**.

            - [Status]({sync}): how far it is
            - [Report]({sync}/report): what became of every song
            - [Trace]({dashboard}/traces/detail/{trace}): every step, as it is taken
            """,
            CommandResultFormat.Markdown,
            displayImmediately: true);
    }
}
