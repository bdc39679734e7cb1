using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>The body that creates or changes a playlist.</summary>
internal sealed record PlaylistBody(string? Name, string? Description, bool? Public, bool? Collaborative)
{
    private const int MaxNameLength = 100;
    private const int MaxDescriptionLength = 300;

    public PlaylistDetails ToNew()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            throw ApiException.BadRequest("Missing required field: name");
        }

        return ApplyTo(new PlaylistDetails(Name, null, Public: true, Collaborative: false));
    }

    public PlaylistDetails ApplyTo(PlaylistDetails details)
    {
        RefuseTexts();
        var changed = new PlaylistDetails(
            Name ?? details.Name,
            Description ?? details.Description,
            Public ?? details.Public,
            Collaborative ?? details.Collaborative);

        return changed is { Collaborative: true, Public: true }
            ? throw ApiException.BadRequest("Collaborative playlists can only be private.")
            : changed;
    }

    /// <summary>
    /// The limits are not published. Over-long texts, line breaks and HTML were seen to end in 500:
    /// https://github.com/metabrainz/troi-recommendation-playground/issues/155.
    /// </summary>
    private void RefuseTexts()
    {
        if (Name?.Length > MaxNameLength
            || Description?.Length > MaxDescriptionLength
            || Description?.AsSpan().ContainsAny("\r\n<>") == true)
        {
            throw new ApiException(StatusCodes.Status500InternalServerError, "Server error.");
        }
    }
}
