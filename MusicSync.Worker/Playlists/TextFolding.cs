using System.Globalization;
using System.Text;

namespace MusicSync.Worker.Playlists;

/// <summary>Folds a name for comparison: compatibility forms, case and combining marks gone, white space single. Pure.</summary>
internal static class TextFolding
{
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var character in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsWhiteSpace(character))
            {
                pendingSpace = folded.Length > 0;
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                if (pendingSpace)
                {
                    folded.Append(' ');
                    pendingSpace = false;
                }

                folded.Append(char.ToLowerInvariant(character));
            }
        }

        return folded.ToString();
    }
}
