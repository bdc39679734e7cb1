using CsvHelper;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Support;

/// <summary>The optional match data beside the checkout, <c>../shared/data</c>; its README tells what the columns mean.</summary>
internal static class SharedData
{
    private const string Reason =
        "The match data was not found: put catalog.csv.gz and queries_dev.csv into ../shared/data beside the checkout.";

    public static void OrSkip() => Assert.SkipWhen(CatalogOrNull() is null, Reason);

    public static string? CatalogOrNull() => Find("catalog.csv.gz");

    public static IEnumerable<Query> Queries()
    {
        using var csv = CsvReader.FromFile(Find("queries_dev.csv")!, CsvReaderOptions.Default);
        while (csv.Read())
        {
            yield return new Query(
                csv.GetString("title"),
                csv.GetString("artist"),
                csv.GetString("expected"),
                        new HashSet<string>([.. Ids(csv.GetString("strict_ids")), .. Ids(csv.GetString("lenient_ids"))]));
        }
    }

    private static string[] Ids(string list) => list.Split('|', StringSplitOptions.RemoveEmptyEntries);

    private static string? Find(string file) =>
        RepositoryRoot.FindFrom(AppContext.BaseDirectory) is { } root
        && Path.Combine(root, "..", "shared", "data", file) is var path
        && File.Exists(path)
            ? path
            : null;
}

internal sealed record Query(string Title, string Artist, string Expected, IReadOnlySet<string> RightIds);
