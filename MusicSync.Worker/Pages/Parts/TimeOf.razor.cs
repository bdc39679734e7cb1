using System.Globalization;
using Microsoft.AspNetCore.Components;
using MusicSync.Worker.Pages.Views;

namespace MusicSync.Worker.Pages.Parts;

/// <summary>A time.</summary>
public partial class TimeOf
{
    /// <summary>The time.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>Whether the time of day is shown, and not how far off it is.</summary>
    [Parameter]
    public bool Clock { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Machine => At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private string Words => TimeWords.Relative(At, Time.GetUtcNow());
}
