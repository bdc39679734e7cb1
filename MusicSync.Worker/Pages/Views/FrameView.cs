namespace MusicSync.Worker.Pages.Views;

/// <summary>What every page has around it.</summary>
/// <param name="Title">Title of the page.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Account">Who is connected; null for somebody who may not know.</param>
/// <param name="Health">How the service is, in a word, or null.</param>
/// <param name="CanForget">Whether this browser came in by a kept key.</param>
public sealed record FrameView(string Title, string Version, AccountView? Account, string? Health, bool CanForget);

/// <summary>Who is connected to Spotify.</summary>
/// <param name="Name">The account's name; null when nobody is, or nobody knows.</param>
/// <param name="Problem">Why it is not known, in a sentence; null when it is, or when nobody is connected.</param>
public sealed record AccountView(string? Name, string? Problem)
{
    /// <summary>Whether connecting is what helps.</summary>
    public bool IsOpen => Name is null && Problem is null;
}

/// <summary>What went wrong, and what to do next.</summary>
/// <param name="Heading">What is wrong.</param>
/// <param name="Text">What to do.</param>
/// <param name="CanRepeat">Whether opening the same page again may help.</param>
public sealed record ProblemView(string Heading, string Text, bool CanRepeat)
{
    internal static string Title(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing here",
        StatusCodes.Status410Gone => "This list was ended from outside",
        StatusCodes.Status503ServiceUnavailable => "One moment, please",
        >= StatusCodes.Status500InternalServerError => "Something went wrong",
        _ => "This cannot be done",
    };

    internal static ProblemView Of(int status, string? detail) => new(
        Title(status),
        status switch
        {
            StatusCodes.Status404NotFound => "The address is mistyped, or what was here is gone: lists are kept for 90 days.",
            StatusCodes.Status503ServiceUnavailable => "A part of MusicSync is not answering. Nothing is lost; open the page again in some seconds.",
            _ => detail ?? "Open the page again. If it stays so, the log of the worker says more.",
        },
        status is StatusCodes.Status503ServiceUnavailable or >= StatusCodes.Status500InternalServerError or StatusCodes.Status429TooManyRequests);
}
