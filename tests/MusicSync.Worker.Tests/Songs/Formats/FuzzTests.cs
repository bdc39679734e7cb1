using System.Diagnostics;
using System.Globalization;
using System.Text;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs.Formats;

/// <summary>
/// Whatever is done to a file, its reader gives rows or refuses it with a reason. Some hundred damages a sample in each run;
/// <c>MUSICSYNC_FUZZ_SECONDS=30</c> goes on for that long with each kind of file and prints what it met.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Damages = 300;

    private static readonly int Seconds =
        int.TryParse(Environment.GetEnvironmentVariable("MUSICSYNC_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    public static TheoryData<string> Kinds => ["m3u", "pls", "xml", "json", "table", "track list", "zip"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void DamagedFile_IsReadOrRefused(string kind)
    {
        var samples = Samples(kind);
        var (cases, refused, slowest, most) = (0, 0, TimeSpan.Zero, 0L);
        var clock = Stopwatch.StartNew();
        for (var seed = 0; seed < Damages || clock.Elapsed.TotalSeconds < Seconds; seed++)
        {
            foreach (var (name, bytes) in samples)
            {
                var damaged = new Mutations(seed).Of(bytes, samples[seed % samples.Length].Bytes);
                var (began, before) = (clock.Elapsed, GC.GetAllocatedBytesForCurrentThread());
                refused += IsRead(damaged, name, $"{kind}, {name}, seed {seed}") ? 0 : 1;
                cases++;
                slowest = clock.Elapsed - began > slowest ? clock.Elapsed - began : slowest;
                most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }

        Assert.True(refused < cases, "Every damaged file was refused; the damages are too coarse to test a reader.");
        output.WriteLine(
            $"{kind}: {cases} files in {clock.Elapsed.TotalSeconds:0} s, {refused} refused as a whole, "
            + $"slowest {slowest.TotalMilliseconds:0} ms, most allocated {most / 1024.0 / 1024:0.0} MB");
    }

    private static bool IsRead(byte[] bytes, string name, string what)
    {
        try
        {
            var list = SongListReader.Read(bytes, mediaType: null, name);
            Assert.True(list.Songs.All(song => song.Uri is not null || (song.Title.Length > 0 && song.Artist.Length > 0)), what);
            Assert.True(list.Rejected.All(row => row is { Line: > 0, Reason.Length: > 0, Text.Length: <= SongLimits.ExcerptLength }), what);

            return true;
        }
        catch (SongListException refused)
        {
            Assert.True(refused.Message.Length > 0, what);

            return false;
        }
        catch (Exception defect) when (defect is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{what}: {Convert.ToBase64String(bytes)}", defect);
        }
    }

    private static FormatSample[] Json => [.. ExportSamples.Jspf, .. ExportSamples.ListenBrainz, .. ExportSamples.LastFm];

    private static FormatSample[] Tables =>
        [.. ExportSamples.RekordboxHistory, .. ExportSamples.Serato, .. ExportSamples.Traktor, .. ExportSamples.Takeout];

    private static (string Name, byte[] Bytes)[] Samples(string kind) => kind switch
    {
        "m3u" => Files(PlayerSamples.M3u),
        "pls" => Files(PlayerSamples.Pls),
        "xml" => Files([.. PlayerSamples.Xspf, .. PlayerSamples.Library, .. PlayerSamples.RekordboxXml]),
        "json" => Files(Json),
        "table" => Files(Tables),
        "track list" => Files(ExportSamples.TrackLists),
        "zip" =>
        [
            .. new[] { PlayerSamples.M3u, Json, Tables }
                .Select(samples => ("lists.zip", FormatSample.Zip([.. samples.Select(sample => (sample.FileName, sample.Content))]))),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static (string Name, byte[] Bytes)[] Files(FormatSample[] samples) =>
        [.. samples.SelectMany(sample => new[] { (sample.FileName, sample.Bytes), (sample.FileName, Encoding.Unicode.GetBytes(sample.Content)) })];
}
