namespace MusicSync.Worker.Matching.Titles;

/// <summary>How far two titles name the same song.</summary>
internal enum TitleGrade
{
    /// <summary>Another song.</summary>
    Different,

    /// <summary>Perhaps the same; only a person can tell.</summary>
    Partial,

    /// <summary>The same but for spelling or small words.</summary>
    Near,

    /// <summary>The same words.</summary>
    Exact,
}
