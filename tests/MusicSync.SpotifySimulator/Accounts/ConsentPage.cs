using System.Text.Encodings.Web;

namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>Where the user chooses an account and agrees, or does not; the form repeats what the app has asked for.</summary>
internal static class ConsentPage
{
    public static string Write(IQueryCollection asked)
    {
        var hidden = asked.Select(field => $"""<input type="hidden" name="{Encode(field.Key)}" value="{Encode(field.Value.ToString())}">""");
        var accounts = SimulatorAccount.Users.Select((user, index) =>
            $"""<p><label><input type="radio" name="account" value="{Encode(user.Id)}"{(index == 0 ? " checked" : "")}> {Encode(user.Name)}</label></p>""");
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Simulated Spotify: agree?</title></head>
            <body>
            <main>
            <h1>May the app use your account?</h1>
            <p>This is the simulator, not Spotify. The app asks for: {Encode(asked["scope"].ToString())}</p>
            <form method="get" action="/authorize">
            {string.Join('\n', hidden)}
            <fieldset><legend>Account</legend>
            {string.Join('\n', accounts)}
            </fieldset>
            <p><button name="answer" value="agree">Agree</button> <button name="answer" value="cancel">Cancel</button></p>
            </form>
            </main>
            </body>
            </html>
            """;
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
