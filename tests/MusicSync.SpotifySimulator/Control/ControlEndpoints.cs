using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.Control;

/// <summary>The control surface, which the real Spotify does not have.</summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder control)
    {
        control.MapGet("/calls", (CallCounters calls) => CallsJson.Of(calls));
        control.MapDelete("/calls", (CallCounters calls) => calls.Reset());

        control.MapGet("/playlists", (PlaylistStore playlists) => playlists.All.Select(TruePlaylist.Of));
        control.MapGet("/playlists/{id}", GetPlaylist);
        control.MapPut("/playlists/{id}", PutPlaylist);
        control.MapDelete("/playlists/{id}", DeletePlaylist);

        control.MapGet("/faults", (FaultRules faults) => faults.All.Select(FaultJson.Of));
        control.MapPost("/faults", AddFault);
        control.MapDelete("/faults", (FaultRules faults) => faults.Clear());

        control.MapPost("/grant", SetGrant);
        control.MapPost("/app", (AppJson edit, SimulatedApp app) => app.Secret = edit.Secret ?? SimulatorAccount.ClientSecret);
        control.MapGet("/tokens", (Grants grants) => TokensJson.Of(grants));
    }

    private static IResult GetPlaylist(string id, PlaylistStore playlists) =>
        playlists.Find(id) is { } state ? Results.Json(TruePlaylist.Of(state)) : NoPlaylist(id);

    private static IResult PutPlaylist(string id, PlaylistEdit edit, PlaylistStore playlists)
    {
        if (edit.Items is null)
        {
            return Problem("items is missing; send an array of URIs, empty to clear the playlist.");
        }

        return Results.Json(TruePlaylist.Of(playlists.Set(id, edit.Items, edit.Name, edit.OwnerId)));
    }

    private static IResult DeletePlaylist(string id, PlaylistStore playlists) =>
        playlists.Delete(id) ? Results.NoContent() : NoPlaylist(id);

    private static IResult AddFault(FaultJson fault, FaultRules faults)
    {
        try
        {
            faults.Add(fault.ToRule());
        }
        catch (ArgumentException invalid)
        {
            return Problem(invalid.Message);
        }

        return Results.Json(fault, statusCode: StatusCodes.Status201Created);
    }

    private static IResult SetGrant(GrantJson grant, Grants grants)
    {
        var refreshToken = grant.RefreshToken ?? SimulatorAccount.RefreshToken;
        grants.Renew(refreshToken, grant.Scopes ?? Scopes.All);
        if (grant.Revoked == true)
        {
            grants.Revoke(refreshToken);
        }

        return Results.NoContent();
    }

    private static IResult NoPlaylist(string id) => Results.Problem(
        $"There is no playlist {id}; GET /_simulator/playlists lists them.",
        statusCode: StatusCodes.Status404NotFound);

    private static IResult Problem(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
