using System.Net.Http.Headers;

namespace MusicSync.AppHost.Commands;

/// <summary>A button that syncs the sample list, to see a whole trace without a terminal.</summary>
internal static class SampleSyncCommand
{
    private const string PlaylistName = "Road trip";

    public static IResourceBuilder<ProjectResource> WithSampleSyncCommand(this IResourceBuilder<ProjectResource> worker)
    {
        var list = Path.GetFullPath(Path.Combine(
            worker.ApplicationBuilder.AppHostDirectory, "..", "tests", "MusicSync.LocalStack", "Samples", "road-trip.csv"));
        return worker.WithHttpCommand("/syncs", "Sync a sample list", endpointName: "http", commandName: "sync-sample", commandOptions: new()
        {
            Description = $"Puts the 28 songs of road-trip.csv into a playlist named {PlaylistName}.",
            IconName = "MusicNote2",
            IsHighlighted = true,
            ResultMode = HttpCommandResultMode.Json,
            PrepareRequest = async context =>
                context.Request.Content = Form(await File.ReadAllBytesAsync(list, context.CancellationToken)),
        });
    }

    // A form and not a query string: the path of a command is escaped as a whole.
    private static MultipartFormDataContent Form(byte[] list)
    {
        var file = new ByteArrayContent(list);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return new MultipartFormDataContent
        {
            { new StringContent(PlaylistName), "playlistName" },
            { file, "file", "road-trip.csv" },
        };
    }
}
