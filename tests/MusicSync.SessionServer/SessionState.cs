using System.ComponentModel;
using System.Globalization;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace MusicSync.SessionServer;

/// <summary>What one session remembers.</summary>
public sealed class SessionState
{
    private readonly Lock _lock = new();
    private readonly List<string> _notes = [];

    /// <summary>Whose weather is told; null before <c>set_location</c>.</summary>
    public string? Location { get; set; }

    /// <summary>The notes, in the order in which they came.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_lock)
            {
                return [.. _notes];
            }
        }
    }

    /// <summary>Writes a note down, once more each time it is asked to.</summary>
    /// <param name="text">The note.</param>
    public void Add(string text)
    {
        lock (_lock)
        {
            _notes.Add(text);
        }
    }
}

/// <summary>The tools; a session is handed its own state.</summary>
/// <param name="state">What this session remembers.</param>
/// <param name="faults">What a test has asked for.</param>
/// <param name="journal">What all sessions were asked to write.</param>
[McpServerToolType]
public sealed class SessionTools(SessionState state, SessionFaults faults, NoteJournal journal)
{
    /// <summary>How an answer begins that has nothing to go by.</summary>
    public const string NoLocation = "No location is set";

    /// <summary>Remembers a place.</summary>
    /// <param name="location">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A sentence.</returns>
    [McpServerTool(Name = "set_location", Idempotent = true, Destructive = false)]
    [Description("Remembers, for this session, whose weather get_weather tells.")]
    public async Task<string> SetLocationAsync(string location, CancellationToken cancellationToken)
    {
        await faults.PassAsync("set_location", cancellationToken);
        state.Location = location;
        return $"The location is {location}.";
    }

    /// <summary>Tells the weather of the place remembered.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Made up, and always the same for a place.</returns>
    [McpServerTool(Name = "get_weather", ReadOnly = true)]
    [Description("Tells the weather at the location of this session.")]
    public async Task<string> GetWeatherAsync(CancellationToken cancellationToken)
    {
        await faults.PassAsync("get_weather", cancellationToken);
        return !faults.ForgetsLocations && state.Location is { } location
            ? WeatherOf(location)
            : throw new McpException($"{NoLocation}; call set_location first.");
    }

    /// <summary>Writes a note down; twice when called twice.</summary>
    /// <param name="text">The note.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A sentence.</returns>
    [McpServerTool(Name = "add_note", Idempotent = false, Destructive = false)]
    [Description("Adds a note to those of this session.")]
    public async Task<string> AddNoteAsync(string text, CancellationToken cancellationToken)
    {
        state.Add(text);
        journal.Add(text);
        await faults.PassAsync("add_note", cancellationToken);
        return $"Noted: {text}";
    }

    internal static string WeatherOf(string location) =>
        string.Create(CultureInfo.InvariantCulture, $"{location}: {location.Sum(letter => letter) % 40} °C");

    /// <summary>Lists the notes.</summary>
    /// <returns>One a line.</returns>
    [McpServerTool(Name = "list_notes", ReadOnly = true)]
    [Description("Lists the notes of this session, one a line.")]
    public string ListNotes() => string.Join('\n', state.Notes);
}

/// <summary>Every note that any session was asked to write: what was doubled or lost shows here.</summary>
public sealed class NoteJournal
{
    private readonly List<string> _written = [];

    /// <summary>Where they are written down too, one a line, since a process that dies cannot be asked; null: nowhere.</summary>
    public string? File { get; init; }

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<string> Written
    {
        get
        {
            lock (_written)
            {
                return [.. _written];
            }
        }
    }

    internal void Add(string text)
    {
        lock (_written)
        {
            _written.Add(text);
            if (File is not null)
            {
                System.IO.File.AppendAllLines(File, [text]);
            }
        }
    }
}
