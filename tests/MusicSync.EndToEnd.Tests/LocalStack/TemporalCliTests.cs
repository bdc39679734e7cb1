using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class TemporalCliTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _environment = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lookup_WithEveryPlaceFilled_TakesTheVariable()
    {
        FillEveryPlace();

        Assert.Equal(_folder["chosen/temporal"], Find());
    }

    [Fact]
    public void Lookup_WithoutTheVariable_TakesThePath()
    {
        FillEveryPlace();
        _environment.Remove(TemporalCli.PathVariable);

        Assert.Equal(_folder["path/temporal"], Find());
    }

    [Fact]
    public void Lookup_WithNeither_TakesTheFolderBesideTheCheckout()
    {
        FillEveryPlace();
        _environment.Clear();

        Assert.Equal(_folder["shared/bin/temporal"], Find());
    }

    [Fact]
    public void Lookup_WithNothing_FindsNothing() => Assert.Null(Find());

    [Fact]
    public void Lookup_WhenTheVariableNamesNoProgram_SaysSo()
    {
        FillEveryPlace();
        _environment[TemporalCli.PathVariable] = _folder["absent"];

        var failure = Assert.Throws<FileNotFoundException>(Find);

        Assert.Contains(TemporalCli.PathVariable, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lookup_OnThePath_PassesOverWhatCannotBeRun()
    {
        Directory.CreateDirectory(_folder["notes"]);
        File.WriteAllText(_folder["notes/temporal"], "not a program");
        _environment["PATH"] = string.Join(Path.PathSeparator, _folder["notes"], PathFolder());

        Assert.Equal(_folder["path/temporal"], Find());
    }

    private string? Find() => new TemporalCli(_environment.GetValueOrDefault, _folder["checkout/artifacts/bin"]).Find();

    private void FillEveryPlace()
    {
        Directory.CreateDirectory(_folder["checkout/artifacts/bin"]);
        File.WriteAllText(_folder["checkout/MusicSync.sln"], "");
        _folder.WriteProgram("shared/bin/temporal");
        _environment["PATH"] = PathFolder();
        _environment[TemporalCli.PathVariable] = _folder.WriteProgram("chosen/temporal");
    }

    private string PathFolder() => Path.GetDirectoryName(_folder.WriteProgram("path/temporal"))!;
}
