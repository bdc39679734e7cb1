namespace MusicSync.Worker.Matching.Artists;

/// <summary>How far two names mean the same artist.</summary>
internal enum NameGrade
{
    /// <summary>Somebody else.</summary>
    Different,

    /// <summary>Only some guests agree.</summary>
    Weak,

    /// <summary>Somebody who was not asked for comes first, or only the second of a pair is credited.</summary>
    Second,

    /// <summary>All guests agree, the lead does not: an alias of the lead, or another song with the same guest.</summary>
    Guests,

    /// <summary>One name is a word of the other: often a renamed artist ("The Chicks"), sometimes a namesake.</summary>
    Overlap,

    /// <summary>The same only if an abbreviation is read in one of several ways ("Lady A", "D.R.A.M." and "Dram").</summary>
    Shortened,

    /// <summary>The same but for spelling, a title or a middle name.</summary>
    Near,

    /// <summary>The same name.</summary>
    Same,
}
