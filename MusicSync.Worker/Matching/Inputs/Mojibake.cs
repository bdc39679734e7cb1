using System.Text;

namespace MusicSync.Worker.Matching.Inputs;

/// <summary>Undoes a UTF-8 text that was read as Western European: <c>BeyoncÃ©</c> becomes <c>Beyoncé</c>.</summary>
internal static class Mojibake
{
    private const int WindowsWestern = 1252;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Western = WesternEncoding();

    /// <summary>The text as it was meant, or unchanged when it is not garbled; some have been garbled twice.</summary>
    public static string Repair(string text) => Once(Once(text));

    private static string Once(string text)
    {
        // The first bytes of letters with two and three bytes.
        if (!text.AsSpan().ContainsAnyInRange('\u00C2', '\u00EF'))
        {
            return text;
        }

        try
        {
            return StrictUtf8.GetString([.. text.Select(Byte)]);
        }
        catch (Exception problem) when (problem is DecoderFallbackException or EncoderFallbackException)
        {
            return text;
        }
    }

    // Programs differ in the codes 80 to 9F: some read them as Latin-1, others as Windows-1252 (â€™ for an apostrophe).
    private static byte Byte(char letter) => letter <= '\u00FF' ? (byte)letter : Western.GetBytes([letter])[0];

    private static Encoding WesternEncoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        return Encoding.GetEncoding(WindowsWestern, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}
