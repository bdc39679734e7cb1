namespace MusicSync.Worker.Mcp;

/// <summary>One of a kind for every named server.</summary>
internal abstract class ByServer<T>(IEnumerable<McpServerRegistration> servers, Func<string, T> make)
{
    private readonly Dictionary<string, T> _all = servers.ToDictionary(server => server.Name, server => make(server.Name));

    public IReadOnlyDictionary<string, T> All => _all;

    public T this[string server] => _all[server];
}
