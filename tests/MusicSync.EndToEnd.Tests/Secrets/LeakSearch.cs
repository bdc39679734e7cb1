using System.Text;

namespace MusicSync.EndToEnd.Tests.Secrets;

/// <summary>Texts of many kinds, each under the name of the place it was found in.</summary>
internal sealed class LeakSearch
{
    private readonly List<(string Place, byte[] Text)> _texts = [];

    public void Add(string place, string text) => _texts.Add((place, Encoding.UTF8.GetBytes(text)));

    public void Add(string place, IEnumerable<byte[]> texts) => _texts.AddRange(texts.Select(text => (place, text)));

    /// <summary>Every file below a folder, those that a process still writes too.</summary>
    public async Task AddFilesAsync(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
            _texts.Add((Path.GetRelativePath(folder, file), content.ToArray()));
        }
    }

    /// <summary>Places where one of the words stands.</summary>
    public IReadOnlyList<string> PlacesOf(params IReadOnlyList<string> words)
    {
        byte[][] sought = [.. words.Select(Encoding.UTF8.GetBytes)];
        return [.. _texts.Where(text => sought.Any(word => text.Text.AsSpan().IndexOf(word) >= 0)).Select(text => text.Place).Distinct()];
    }
}
