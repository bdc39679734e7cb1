namespace MusicSync.LocalStack.Commands;

/// <summary>What a script sees.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The stack did not start, or the sync did not complete.</summary>
    public const int Failure = 1;

    /// <summary>The input cannot be used; nothing was changed anywhere.</summary>
    public const int BadInput = 2;
}
