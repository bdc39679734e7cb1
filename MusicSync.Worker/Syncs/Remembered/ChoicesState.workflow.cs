namespace MusicSync.Worker.Syncs.Remembered;

/// <summary>The choices of an account. Pure. Beyond the bound the one that was chosen the longest ago is forgotten.</summary>
internal sealed class ChoicesState
{
    /// <summary>Choices an account keeps: compressed well below what Temporal takes in one payload, 2 MB.</summary>
    public const int Capacity = 5_000;

    private readonly LinkedList<RememberedChoice> _byAge = [];
    private readonly Dictionary<string, LinkedListNode<RememberedChoice>> _byKey = new(StringComparer.Ordinal);

    public ChoicesState(IEnumerable<RememberedChoice>? choices)
    {
        foreach (var choice in choices ?? [])
        {
            Remember(choice);
        }
    }

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<RememberedChoice> All => [.. _byAge];

    /// <summary>Takes a choice in, instead of an earlier one for the same song.</summary>
    public void Remember(RememberedChoice choice)
    {
        Forget(choice.Key);
        _byKey[choice.Key] = _byAge.AddLast(choice);
        if (_byAge.Count > Capacity)
        {
            Forget(_byAge.First!.Value.Key);
        }
    }

    /// <returns>Whether there was one.</returns>
    public bool Forget(string key)
    {
        if (!_byKey.Remove(key, out var node))
        {
            return false;
        }

        _byAge.Remove(node);
        return true;
    }
}
