using System.Text;

namespace MusicSync.Worker.Tests.Songs.Formats;

/// <summary>Damages files: the same seed gives the same damage.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\0", "\r", "\n", "\uFEFF", "\uD83C\uDFB5", "<", ">", "&#0;", "&x;", "<![CDATA[", "<!DOCTYPE a [", "]]>", "<dict>", "<key>", "<array>",
            "\"", ",", ";", "\t", "{", "}", "[", "]", "null", "1e999", "-1", "99999999999", "\\ud83c", "\\u0000", "#EXTINF:", "File1=",
            "[12:34]", " - ", " @ 1:00", "spotify:track:", "https://", "%", "%ZZ", "ID", "w/ ",
        }.Select(token => Encoding.UTF8.GetBytes(token)),
        [0xFF], [0xFE, 0xFF], [0xC3], [0x50, 0x4B, 3, 4],
    ];

    private readonly Random _random = new(seed);

    /// <summary>One to eight damages, some of them with pieces of another file.</summary>
    public byte[] Of(byte[] file, byte[] other)
    {
        var bytes = file;
        for (var left = _random.Next(1, 9); left > 0 && bytes.Length > 0; left--)
        {
            bytes = Once(bytes, other);
        }

        return bytes;
    }

    private byte[] Once(byte[] bytes, byte[] other)
    {
        var from = _random.Next(bytes.Length);
        var to = _random.Next(from, Math.Min(bytes.Length, from + 64) + 1);
        switch (_random.Next(7))
        {
            case 0:
                byte[] flipped = [.. bytes];
                flipped[from] = (byte)_random.Next(256);

                return flipped;
            case 1:
                return [.. bytes[..from], .. bytes[to..]];
            case 2:
                return bytes[..from];
            case 3:
                return [.. bytes[..from], .. Tokens[_random.Next(Tokens.Length)], .. bytes[from..]];
            case 4:
                return [.. bytes[..from], .. other[(other.Length / 2)..]];
            case 5:
                // Far more of the same: what is looked at again and again shows here.
                var piece = from == to ? " "u8.ToArray() : bytes[from..to];

                return [.. bytes[..from], .. Enumerable.Repeat(piece, _random.Next(2, 400)).SelectMany(part => part), .. bytes[to..]];
            default:
                return [.. bytes[..from], .. bytes[from..to].Reverse(), .. bytes[to..]];
        }
    }
}
