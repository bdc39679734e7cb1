namespace MusicSync.Worker.Matching.Artists;

/// <summary>How far two names mean the same artist.</summary>
internal enum NameGrade
{
    /// <summary>Somebody else.</summary>
    Different,

    /// <summary>One name contains a word of the other, or only guests agree.</summary>
    Weak,

    /// <summary>The same but for spelling, a title or a middle name.</summary>
    Near,

    /// <summary>The same name.</summary>
    Same,
}
